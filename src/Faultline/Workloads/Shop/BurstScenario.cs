using Faultline.Experiments;
using Faultline.Load;
using Faultline.Load.Http;

namespace Faultline.Workloads.Shop;

/// <summary>The consistency test: users check all orders out, each once, as fast as the pace allows.</summary>
internal sealed class BurstScenario(
    ShopPopulation population, IReadOnlyDictionary<string, OrderContent> created, ShopTargets targets, BurstFault? fault) : IShopScenario
{
    private readonly BurstPace _pace = new(population.Orders.Count, fault);
    private readonly long _origin = targets.Time.GetTimestamp();

    public IReadOnlyList<string> Kinds { get; } = [ShopScenario.CheckoutKind];

    public IReadOnlyDictionary<string, OrderContent> Created => created;

    private TimeSpan Now => targets.Time.GetElapsedTime(_origin);

    public TimeSpan StartDelay(Random random) => TimeSpan.Zero;

    public TimeSpan Pause(Random random) => _pace.Wait(Now) ?? TimeSpan.Zero;

    public void Told(FaultStage stage) => _pace.Told(stage, Now);

    public async ValueTask IterateAsync(VirtualUser user)
    {
        if (_pace.TryTake(Now, out var number))
        {
            var order = population.Orders[number];
            var answer = await user.SendAsync(0, order, targets.Orders, HttpVerb.Post, ShopPaths.Checkout(order));
            _pace.Ended(number, answer.Outcome, Now);
        }
        else if (_pace.Wait(Now) is null)
        {
            user.Leave();
        }
    }
}
