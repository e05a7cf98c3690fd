namespace Faultline.Workloads.Shop;

/// <summary>What an iteration of a user does: the shares in percent, 100 together.</summary>
/// <param name="Checkout">Checks an order of the population out.</param>
/// <param name="Create">Creates an order, adds an item and checks it out.</param>
/// <param name="Ask">Asks for a user or an item.</param>
public sealed record ShopMix(int Checkout, int Create, int Ask)
{
    /// <summary>The mix of the classic stress test.</summary>
    public static ShopMix Classic { get; } = new(60, 30, 10);

    /// <summary>The names that <c>--mix</c> takes, and the shares.</summary>
    public IReadOnlyDictionary<string, int> ByName => new Dictionary<string, int> { ["checkout"] = Checkout, ["create"] = Create, ["ask"] = Ask };
}
