namespace Faultline.Workloads.Shop;

/// <summary>Entities that were there, and of which their store knows nothing any more.</summary>
internal sealed record ShopLosses(IReadOnlySet<string> Orders, IReadOnlySet<string> Items, IReadOnlySet<string> Users)
{
    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    /// <summary>Nothing is lost.</summary>
    public static ShopLosses None { get; } = new(Nothing, Nothing, Nothing);

    public int Count => Orders.Count + Items.Count + Users.Count;
}
