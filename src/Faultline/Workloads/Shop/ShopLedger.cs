using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Workloads.Shop;

/// <summary>The attempts at every order, and the operations that made the orders of the run, taken from the history.</summary>
internal sealed class ShopLedger
{
    private readonly Dictionary<string, List<Attempt>> _attempts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<long>> _creates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<long>> _adds = new(StringComparer.Ordinal);

    private readonly List<BalanceRead> _stock = [];
    private readonly List<BalanceRead> _credit = [];

    /// <summary>What the load read of the stock of items.</summary>
    public IReadOnlyList<BalanceRead> StockReads => _stock;

    /// <summary>What the load read of the credit of users.</summary>
    public IReadOnlyList<BalanceRead> CreditReads => _credit;

    /// <summary>Orders with at least one attempted checkout.</summary>
    public IReadOnlyCollection<string> Orders => _attempts.Keys;

    public IReadOnlyList<Attempt> Attempts(string order) => _attempts[order];

    /// <summary>The operations that created and filled an order, or null for one that was there before.</summary>
    public IReadOnlyList<long>? Builders(string order) =>
        _adds.TryGetValue(order, out var adds) ? [.. Creates(order), .. adds] : null;

    /// <summary>
    /// The creates of the load that were answered with this order's id: one, unless the shop gives ids out twice, and
    /// none for an order that was there before.
    /// </summary>
    public IReadOnlyList<long> Creates(string order) => _creates.TryGetValue(order, out var creates) ? creates : [];

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
                    // Whoever adds to an order was given its id by the create before.
                    if (created.Remove(operation.User, out var create)) Of(ledger._creates, operation.Key).Add(create);
                    Of(ledger._adds, operation.Key).Add(operation.Id);
                    break;
                case ShopScenario.FindItemKind when operation.Value is { } stock:
                    ledger._stock.Add(new(operation.Key, stock, operation.Sent, operation.Completed, operation.Id));
                    break;
                case ShopScenario.FindUserKind when operation.Value is { } credit:
                    ledger._credit.Add(new(operation.Key, credit, operation.Sent, operation.Completed, operation.Id));
                    break;
                case ShopScenario.CheckoutKind:
                    Of(ledger._attempts, operation.Key).Add(new Attempt(operation.Id, operation.Outcome, operation.Sent, operation.Completed));
                    break;
            }
        }

        foreach (var attempts in ledger._attempts.Values) attempts.Sort((a, b) => a.Operation.CompareTo(b.Operation));
        return ledger;
    }

    private static List<T> Of<T>(Dictionary<string, List<T>> lists, string order)
    {
        if (!lists.TryGetValue(order, out var list)) lists[order] = list = [];
        return list;
    }
}

/// <summary>A balance that an operation of the load read of an item or a user.</summary>
internal readonly record struct BalanceRead(string Id, long Value, TimeSpan Sent, TimeSpan Completed, long Operation);
