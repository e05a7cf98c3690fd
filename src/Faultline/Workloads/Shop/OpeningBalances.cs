namespace Faultline.Workloads.Shop;

/// <summary>
/// Balances before the load. A population made by the tool is uniform and is declared (a sample is read back);
/// one that was found is read, account by account.
/// </summary>
internal sealed class OpeningBalances
{
    private readonly long? _declaredStock;
    private readonly long? _declaredCredit;
    private readonly bool? _declaredPaid;

    /// <summary>Only what is read counts.</summary>
    public OpeningBalances()
    {
    }

    /// <summary>Every item, user and order starts alike, but for those that are read otherwise.</summary>
    public OpeningBalances(long stock, long credit)
    {
        (_declaredStock, _declaredCredit, _declaredPaid) = (stock, credit, false);
    }

    public Dictionary<string, long> ReadStock { get; } = [];

    public Dictionary<string, long> ReadCredit { get; } = [];

    public Dictionary<string, bool> ReadPaid { get; } = [];

    public long? Stock(string item) => ReadStock.TryGetValue(item, out var stock) ? stock : _declaredStock;

    public long? Credit(string user) => ReadCredit.TryGetValue(user, out var credit) ? credit : _declaredCredit;

    public bool? Paid(string order) => ReadPaid.TryGetValue(order, out var paid) ? paid : _declaredPaid;
}
