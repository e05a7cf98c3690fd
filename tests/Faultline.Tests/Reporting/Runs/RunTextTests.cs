using Faultline.Reporting.Runs;

namespace Faultline.Tests.Reporting.Runs;

public sealed class RunTextTests
{
    private static readonly StoredFault Ready = new("kill", "a", "a-1", true, 3, 9, null);
    private static readonly StoredFault NotSteady = Ready with { SteadySeconds = null, NeverSteady = true };
    private static readonly StoredFault NeverReady = Ready with { DowntimeSeconds = null, SteadySeconds = null, NeverReady = true };
    private static readonly StoredFault Unmeasured = Ready with { DowntimeSeconds = null, SteadySeconds = null };

    [Fact]
    public void The_worst_return_is_never_ready_then_not_steady_then_the_longest()
    {
        Assert.Equal("never ready", Worst(Ready, NotSteady, NeverReady));
        Assert.Equal("not steady", Worst(Ready with { DowntimeSeconds = 90 }, NotSteady));
        Assert.Equal("90.0 s", Worst(Ready, Ready with { DowntimeSeconds = 90 }));
    }

    [Fact]
    public void What_was_not_measured_is_not_told_as_never_ready()
    {
        Assert.Equal("not measured", Worst(Unmeasured));
        Assert.Equal("3.00 s, measured for 1 of 2 faults", Worst(Unmeasured, Ready));
        Assert.Equal("ready not measured", RunText.Ready(Unmeasured));
    }

    [Fact]
    public void What_was_to_stay_down_is_not_the_slowest()
    {
        var stayed = Ready with { DowntimeSeconds = 90, WasToStay = true };

        Assert.Equal("3.00 s", Worst(Ready, stayed));
        Assert.Equal("–", Worst(stayed));
    }

    [Fact]
    public void Without_a_delivered_fault_there_is_none() => Assert.Equal("–", Worst(NeverReady with { Delivered = false }));

    private static string Worst(params StoredFault[] faults) => RunText.WorstDowntime([StoredRuns.Run() with { Faults = faults }]);
}
