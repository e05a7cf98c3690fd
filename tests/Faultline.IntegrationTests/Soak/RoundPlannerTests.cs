using Faultline.Benches.Soak.Plans;

namespace Faultline.IntegrationTests.Soak;

public sealed class RoundPlannerTests
{
    private static readonly string[] Services = ["order-service", "stock-service"];

    [Fact]
    public void The_same_seed_draws_the_same_rounds_in_any_order_and_another_seed_draws_others()
    {
        var forwards = Enumerable.Range(1, 50).Select(n => Planner(7).Draw(n).ToString()).ToArray();
        var backwards = Enumerable.Range(1, 50).Reverse().Select(n => Planner(7).Draw(n).ToString()).Reverse();
        var others = Enumerable.Range(1, 50).Select(n => Planner(8).Draw(n).ToString());

        Assert.Equal(forwards, backwards);
        Assert.NotEqual(forwards, others);
    }

    [Fact]
    public void Every_kind_every_phase_and_every_signal_in_each_phase_is_drawn()
    {
        var plans = Enumerable.Range(1, 3_000).Select(Planner(1).Draw).ToArray();

        Assert.Equal(Enum.GetValues<RoundKind>(), plans.Select(p => p.Kind).Distinct().Order());
        var struck = plans.Where(p => p.Kind == RoundKind.Run).Select(p => (p.Phase, p.First.Signal)).Distinct();
        Assert.Equal(Enum.GetValues<Phase>().Length * Enum.GetValues<Signal>().Length, struck.Count());
        Assert.Contains(plans, p => p.Stray is not null);
        Assert.Contains(plans, p => p.Second?.Signal == Signal.Sigkill);
    }

    [Fact]
    public void A_stranger_kills_only_where_the_run_is_not_struck_before_its_load() =>
        Assert.All(
            Enumerable.Range(1, 3_000).Select(Planner(1).Draw).Where(p => p.Stray is not null),
            p => Assert.True(p.Phase >= Phase.Load, p.ToString()));

    private static RoundPlanner Planner(int seed) => new(seed, Services, slow: 1);
}
