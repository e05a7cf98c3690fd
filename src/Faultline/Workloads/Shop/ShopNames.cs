namespace Faultline.Workloads.Shop;

/// <summary>What the shop's accounts are called in the books, and back.</summary>
internal static class ShopNames
{
    private const string OrderPrefix = "order ";
    private const string ItemPrefix = "item ";
    private const string UserPrefix = "user ";

    public static string OfOrder(string id) => OrderPrefix + id;

    public static string OfItem(string id) => ItemPrefix + id;

    public static string OfUser(string id) => UserPrefix + id;

    /// <summary>The id of the order of this name, or null if it is no order's.</summary>
    public static string? Order(string name) => Id(name, OrderPrefix);

    /// <summary>The id of the item of this name, or null if it is no item's.</summary>
    public static string? Item(string name) => Id(name, ItemPrefix);

    /// <summary>The id of the user of this name, or null if it is no user's.</summary>
    public static string? User(string name) => Id(name, UserPrefix);

    private static string? Id(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null;
}
