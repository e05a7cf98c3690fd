using Faultline.Faults;
using Faultline.Faults.Triggers;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Faults;

public class PlannedFiringTests
{
    private static readonly TimeSpan Runtime = TimeSpan.FromMinutes(5);

    [Fact]
    public void The_next_kill_is_told_with_the_moment_it_waits_for()
    {
        var firings = ShopFaults.Default(1000, Runtime).Firings(PlannedLoads.Of(1000, Runtime, 50));

        Assert.Equal("kill 1 of order-service at 300 users, not before 10 s of load", PlannedFiring.Next(firings, [0, 1, 2])?.Text);
        Assert.Equal("kill 1 of payment-service at 600 users, not before 20 s of load", PlannedFiring.Next(firings, [1, 2])?.Text);
        Assert.Null(PlannedFiring.Next(firings, []));
    }

    [Fact]
    public void The_next_kill_is_the_earliest_that_will_fire_and_not_the_first_of_the_plan()
    {
        var firings = new FaultPlan(
        [
            Rules.Kill(new RpsTrigger(250), ["a"], 2),
            Rules.Kill(new TimeTrigger(60), ["b"]),
            Rules.Kill(new UsersTrigger(200), ["c"]),
            Rules.Kill(new UsersTrigger(1001), ["d"]),
        ]).Firings(PlannedLoads.Of(1000, Runtime, 50));

        Assert.Equal("kill 1 of c at 200 users", PlannedFiring.Next(firings, [0, 1, 2, 3])?.Text);
        Assert.Equal("kill 1 of b at 60 s", PlannedFiring.Next(firings, [0, 1, 3])?.Text);
        Assert.Equal("kill 2 of a at 250 requests/s", PlannedFiring.Next(firings, [0, 3])?.Text);
        Assert.Null(PlannedFiring.Next(firings, [3]));
    }
}
