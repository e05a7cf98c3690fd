using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Workloads.Shop;

/// <summary>The attempts at every order, and the operations that made the orders of the run, taken from the history.</summary>
internal sealed class ShopLedger
{
    private readonly Dictionary<string, List<Attempt>> _attempts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long[]> _builders = new(StringComparer.Ordinal);

    /// <summary>Orders with at least one attempted checkout.</summary>
    public IReadOnlyCollection<string> Orders => _attempts.Keys;

    public IReadOnlyList<Attempt> Attempts(string order) => _attempts[order];

    /// <summary>The operations that created and filled an order, or null for one that was there before.</summary>
    public IReadOnlyList<long>? Builders(string order) => _builders.GetValueOrDefault(order);

    /// <summary>Reads a history, in any order of completion.</summary>
    public static async Task<ShopLedger> ReadAsync(IAsyncEnumerable<Operation> history, CancellationToken cancellationToken)
    {
        var ledger = new ShopLedger();
        // A user works on one order at a time, so the create before an add-item is the one that made its order.
        var created = new Dictionary<int, long>();
        await foreach (var operation in history.WithCancellation(cancellationToken))
        {
            switch (operation.Kind)
            {
                case ShopScenario.CreateKind:
                    created[operation.User] = operation.Id;
                    break;
                case ShopScenario.AddKind:
                    ledger._builders[operation.Key] = created.TryGetValue(operation.User, out var create)
                        ? [create, operation.Id]
                        : [operation.Id];
                    break;
                case ShopScenario.CheckoutKind:
                    if (!ledger._attempts.TryGetValue(operation.Key, out var attempts))
                        ledger._attempts[operation.Key] = attempts = [];
                    attempts.Add(new Attempt(operation.Id, operation.Outcome, operation.Sent, operation.Completed));
                    break;
            }
        }

        foreach (var attempts in ledger._attempts.Values) attempts.Sort((a, b) => a.Operation.CompareTo(b.Operation));
        return ledger;
    }
}
