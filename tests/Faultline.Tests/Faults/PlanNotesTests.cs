using Faultline.Faults;
using Faultline.Faults.Triggers;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Faults;

public class PlanNotesTests
{
    [Fact]
    public void The_default_plan_at_the_default_load_tells_which_kills_wait_and_why() => Assert.Equal(
        [
            "The first kill (order-service) will wait until 10 s: 300 users are reached at 5.98 s, and it comes after 10 s of load at the earliest.",
            "The second kill (payment-service) will wait until 20 s: 600 users are reached at 11.98 s, and it comes 10 s after the one before it at the earliest.",
            "The third kill (stock-service) will wait until 30 s: 800 users are reached at 15.98 s, and it comes 10 s after the one before it at the earliest.",
        ],
        ShopFaults.Default(1000, TimeSpan.FromMinutes(5)).Notes(Load(50)));

    [Fact]
    public void Kills_that_come_late_enough_by_themselves_are_not_spoken_of() =>
        Assert.Empty(ShopFaults.Default(1000, TimeSpan.FromMinutes(5)).Notes(Load(10)));

    [Fact]
    public void What_follows_a_rate_is_not_foretold() => Assert.Empty(new FaultPlan(
    [
        Rules.Kill(new RpsTrigger(100) { NotBefore = 10 }, ["a"]),
        Rules.Kill(new UsersTrigger(5) { AfterPrevious = 10 }, ["b"]),
    ]).Notes(Load(1e6)));

    private static PlannedLoad Load(double spawnRate) => PlannedLoads.Of(1000, TimeSpan.FromMinutes(5), spawnRate);
}
