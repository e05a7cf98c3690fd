using Faultline.Tests.Faults;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Workloads.Shop;

public class ShopFaultsTests
{
    private static readonly TimeSpan Runtime = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(1000, 300, 600, 800)]
    [InlineData(10, 3, 6, 8)]
    [InlineData(1, 1, 1, 1)]
    public void Default_kills_at_30_60_and_80_percent(int users, double first, double second, double third)
    {
        var plan = ShopFaults.Default(users, Runtime);

        Assert.Equal(
            [("order-service", first, 30), ("payment-service", second, 0d), ("stock-service", third, 60)],
            plan.Rules.Select(r => (r.Target.Services[0], r.Trigger.Threshold, r.Duration)));
        Assert.All(plan.Rules, r => Assert.Equal(("users", 1), (r.Trigger.Name, r.Target.Count)));
        Assert.Empty(plan.Unreachable(PlannedLoads.Of(users, Runtime, 1e6)));
    }

    [Theory]
    [InlineData(300, 10)]
    [InlineData(40, 10)]
    [InlineData(8, 2)]
    public void Default_kills_are_ten_seconds_apart_or_a_quarter_of_a_load_that_is_too_short_for_that(double runtime, double spacing) => Assert.All(
        ShopFaults.Default(1000, TimeSpan.FromSeconds(runtime)).Rules, r => Assert.Equal((spacing, spacing), (r.Trigger.NotBefore, r.Trigger.AfterPrevious)));
}
