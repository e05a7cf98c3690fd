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

    public Dictionary<string, long> ReadStock { get; } = [];

    public Dictionary<string, long> ReadPrice { get; } = [];

    public Dictionary<string, long> ReadCredit { get; } = [];

    public Dictionary<string, bool> ReadPaid { get; } = [];

    public long? Stock(string item) => ReadStock.TryGetValue(item, out var stock) ? stock : _declaredStock;

    /// <summary>What a piece costs, as far as that is known from before the load.</summary>
    public long? Price(string item) => ReadPrice.TryGetValue(item, out var price) ? price : _declaredPrice;

    public long? Credit(string user) => ReadCredit.TryGetValue(user, out var credit) ? credit : _declaredCredit;

    public bool? Paid(string order) => ReadPaid.TryGetValue(order, out var paid) ? paid : _declaredPaid;
}
