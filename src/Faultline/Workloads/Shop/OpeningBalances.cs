namespace Faultline.Workloads.Shop;

/// <summary>
/// Balances before the load. A population made by the tool is uniform and is declared (a sample is read back);
/// one that was found is read, account by account.
/// </summary>
internal sealed class OpeningBalances
{
    private readonly long? _declaredStock;
    private readonly long? _declaredCredit;
    private readonly long? _declaredPrice;
    private readonly bool? _declaredPaid;

    /// <summary>Only what is read counts.</summary>
    public OpeningBalances()
    {
    }

    /// <summary>Every item, user and order starts alike, but for those that are read otherwise.</summary>
    public OpeningBalances(long stock, long credit, long? price = null)
    {
        (_declaredStock, _declaredCredit, _declaredPrice, _declaredPaid) = (stock, credit, price, false);
    }

    /// <summary>Items that are declared; null: all that there are.</summary>
    public NumberedIds? Items { get; init; }

    /// <summary>Users that are declared; null: all that there are.</summary>
    public NumberedIds? Users { get; init; }

    public Dictionary<string, long> ReadStock { get; } = [];

    public Dictionary<string, long> ReadPrice { get; } = [];

    public Dictionary<string, long> ReadCredit { get; } = [];

    public Dictionary<string, bool> ReadPaid { get; } = [];

    public long? Stock(string item) => ReadStock.TryGetValue(item, out var stock) ? stock : IsDeclared(Items, item) ? _declaredStock : null;

    /// <summary>What a piece costs, as far as that is known from before the load.</summary>
    public long? Price(string item) => ReadPrice.TryGetValue(item, out var price) ? price : IsDeclared(Items, item) ? _declaredPrice : null;

    public long? Credit(string user) => ReadCredit.TryGetValue(user, out var credit) ? credit : IsDeclared(Users, user) ? _declaredCredit : null;

    public bool? Paid(string order) => ReadPaid.TryGetValue(order, out var paid) ? paid : _declaredPaid;

    // A foreign id in an order that a shop damaged has no opening balance that anybody knows.
    private static bool IsDeclared(NumberedIds? ids, string id) => ids?.Contains(id) ?? true;
}
