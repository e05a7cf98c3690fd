using Faultline.Faults;

namespace Faultline.Tests.Faults;

public class PlanNotesTests
{
    [Fact]
    public void The_default_plan_at_the_default_load_tells_which_kills_wait_and_why() => Assert.Equal(
        [
            "the first kill (order-service) waits until 10 s: 300 users are reached at 6 s, and it comes after 10 s of load at the earliest.",
            "the second kill (payment-service) waits until 20 s: 600 users are reached at 12 s, and it comes 10 s after the one before it at the earliest.",
            "the third kill (stock-service) waits until 30 s: 800 users are reached at 16 s, and it comes 10 s after the one before it at the earliest.",
        ],
        FaultPlan.Default(1000, TimeSpan.FromMinutes(5)).Notes(users => TimeSpan.FromSeconds(users / 50.0)));

    [Fact]
    public void Kills_that_come_late_enough_by_themselves_are_not_spoken_of() =>
        Assert.Empty(FaultPlan.Default(1000, TimeSpan.FromMinutes(5)).Notes(users => TimeSpan.FromSeconds(users / 10.0)));

    [Fact]
    public void What_follows_a_rate_is_not_foretold() => Assert.Empty(new FaultPlan(
    [
        new FaultTrigger(TriggerType.Rps, 100, ["a"], 1, 0) { NotBefore = 10 },
        new FaultTrigger(TriggerType.Users, 5, ["b"], 1, 0) { AfterPrevious = 10 },
    ]).Notes(_ => TimeSpan.Zero));
}
