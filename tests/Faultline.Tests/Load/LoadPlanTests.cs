using Faultline.Load;
using Faultline.Load.Models;

namespace Faultline.Tests.Load;

public sealed class LoadPlanTests
{
    private static readonly LoadPlan Plan = new() { Model = new ClosedModel(10, 2), Runtime = TimeSpan.FromMinutes(1) };

    [Fact]
    public void A_ramp_that_cannot_end_within_the_runtime_is_told_with_the_users_it_reaches()
    {
        var slow = new LoadPlan { Model = new ClosedModel(100, 1), Runtime = TimeSpan.FromSeconds(9.5) };

        Assert.Equal("the load ends after 9.5 s with 10 of 100 users: 1 more a second take 99 s to start them all", slow.UnendedRamp);
        Assert.Null(Plan.UnendedRamp);
    }

    [Fact]
    public void A_load_that_cannot_be_run_is_refused()
    {
        LoadPlan[] impossible =
        [
            Plan with { Model = new ClosedModel(0, 2) },
            Plan with { Model = new ClosedModel(LoadPlan.MostUsers + 1, 2) },
            Plan with { Model = new ClosedModel(10, 0) },
            Plan with { Model = new ClosedModel(10, double.NaN) },
            Plan with { Model = new ClosedModel(10, double.PositiveInfinity) },
            Plan with { Runtime = TimeSpan.Zero },
            Plan with { OperationTimeout = TimeSpan.Zero },
            Plan with { DrainTimeout = TimeSpan.FromTicks(-1) },
        ];
        Assert.All(impossible, plan => Assert.Throws<ArgumentOutOfRangeException>(plan.Validate));
        Plan.Validate();
    }
}
