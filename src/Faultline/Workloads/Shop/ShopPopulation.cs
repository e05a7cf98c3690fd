namespace Faultline.Workloads.Shop;

/// <summary>The entities that users work on.</summary>
/// <param name="Description">Kind and size, for people.</param>
/// <param name="Orders">Orders that exist and are checked out.</param>
/// <param name="Users">Users that are asked for, and from whom new orders are drawn.</param>
/// <param name="Items">Items that are asked for, and from which new orders are filled.</param>
/// <param name="FreshUsers">Users that no order holds yet; new orders take them first, one each. May be empty.</param>
/// <param name="FreshItems">Items that no order holds yet, likewise.</param>
/// <param name="Opening">Balances before the load.</param>
internal sealed record ShopPopulation(
    string Description,
    IReadOnlyList<string> Orders,
    IReadOnlyList<string> Users,
    IReadOnlyList<string> Items,
    IReadOnlyList<string> FreshUsers,
    IReadOnlyList<string> FreshItems,
    OpeningBalances Opening)
{
    /// <summary>Orders that were to be there, beside those that are.</summary>
    public required int Planned { get; init; }
}
