using Faultline.Histories;
using Faultline.Workloads.Http.Plans;

namespace Faultline.Workloads.Http.State;

/// <summary>What a load's history holds of a model's transactions and reads.</summary>
internal sealed class RunLedger
{
    private readonly Dictionary<string, AttemptedTransaction>[] _transactions;
    private readonly Dictionary<string, List<long>> _creates = new(StringComparer.Ordinal);
    private readonly List<LoadRead> _reads = [];

    private RunLedger(int operations) =>
        _transactions = [.. Enumerable.Range(0, operations).Select(_ => new Dictionary<string, AttemptedTransaction>(StringComparer.Ordinal))];

    /// <summary>Balances that the load read.</summary>
    public IReadOnlyList<LoadRead> Reads => _reads;

    /// <summary>The transactions of an operation that were attempted, by key.</summary>
    public IReadOnlyDictionary<string, AttemptedTransaction> Of(OperationPlan operation) => _transactions[operation.Number];

    /// <summary>The operations that were answered with a key: one, unless it was given out twice, and none for what was there before.</summary>
    public IReadOnlyList<long> Creates(string key) => _creates.TryGetValue(key, out var creates) ? creates : [];

    /// <summary>Reads a history, in any order of completion.</summary>
    public static async Task<RunLedger> ReadAsync(SystemPlan plan, IAsyncEnumerable<Operation> history, CancellationToken cancellationToken)
    {
        var ledger = new RunLedger(plan.Operations.Count);
        var byName = plan.Operations.ToDictionary(o => o.Name, StringComparer.Ordinal);
        await foreach (var operation in history.WithCancellation(cancellationToken))
        {
            var called = byName[operation.Kind];
            if (called.IsTransaction)
                Of(ledger._transactions[called.Number], operation.Key).Add(operation);
            if (called.Shown is { } shown && operation.Value is { } value)
                ledger._reads.Add(new LoadRead(new AccountId(shown.Number, operation.Key), value, operation.Sent, operation.Completed, operation.Id));
            if (called.Gives is not null && operation.Text is { } key) Of(ledger._creates, key).Add(operation.Id);
        }

        foreach (var transaction in ledger._transactions.SelectMany(t => t.Values)) transaction.Sort();
        return ledger;
    }

    private static T Of<T>(Dictionary<string, T> all, string key)
        where T : new()
    {
        if (!all.TryGetValue(key, out var one)) all[key] = one = new T();
        return one;
    }
}

/// <summary>A balance that an operation of the load read.</summary>
internal readonly record struct LoadRead(AccountId Account, long Value, TimeSpan Sent, TimeSpan Completed, long Operation);
