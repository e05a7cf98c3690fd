using Faultline.Load;
using Faultline.Load.Http;

namespace Faultline.Workloads.Shop;

/// <summary>The consistency test: every user checks one order out, all at once. For a model of one iteration.</summary>
internal sealed class BurstScenario(
    ShopPopulation population, IReadOnlyDictionary<string, OrderContent> created, ShopTargets targets) : IShopScenario
{
    public IReadOnlyList<string> Kinds { get; } = [ShopScenario.CheckoutKind];

    public IReadOnlyDictionary<string, OrderContent> Created => created;

    public TimeSpan StartDelay(Random random) => TimeSpan.Zero;

    public TimeSpan Pause(Random random) => TimeSpan.Zero;

    public async ValueTask IterateAsync(VirtualUser user)
    {
        // Fewer orders than users: some could not be made.
        if (user.Number >= population.Orders.Count) return;

        var order = population.Orders[user.Number];
        await user.SendAsync(0, order, targets.Orders, HttpVerb.Post, ShopPaths.Checkout(order));
    }
}
