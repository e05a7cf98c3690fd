namespace Faultline.Workloads.Shop;

/// <summary>The state of the shop at one end of the passes over it: null stands for what gave no value.</summary>
internal sealed class ShopReading(
    Dictionary<string, OrderContent?> orders,
    Dictionary<string, ItemState?> items,
    Dictionary<string, long?> users)
{
    public IReadOnlyDictionary<string, OrderContent?> Orders => orders;

    public IReadOnlyDictionary<string, ItemState?> Items => items;

    public IReadOnlyDictionary<string, long?> Users => users;

    /// <summary>Entities of which their store knows nothing any more.</summary>
    public ShopLosses Losses { get; init; } = ShopLosses.None;

    /// <summary>By name of the account: when a read first showed its balance, where the first pass did not.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Since { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>Balances that were read between the first pass and this one, and did not last.</summary>
    public IReadOnlyList<PassedValue<long>> Passed { get; init; } = [];
}
