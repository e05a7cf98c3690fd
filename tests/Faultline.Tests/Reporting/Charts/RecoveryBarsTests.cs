using Faultline.Recovery;
using Faultline.Reporting.Charts;

namespace Faultline.Tests.Reporting.Charts;

public sealed class RecoveryBarsTests
{
    private static readonly IReadOnlyList<FaultRecovery> Recovered = SampleRuns.Recovered().Recovery;
    private static readonly FaultRecovery NeverReady = FaultRecovery.Of(Recovered[0].Fault with { Instance = "dead", HealedAt = null, ReadyAt = null });
    private static readonly FaultRecovery Undelivered = FaultRecovery.Of(SampleRuns.Unfinished().Faults[0]);

    [Fact]
    public void Where_every_fault_has_a_bar_the_title_says_nothing_of_it() =>
        Assert.Equal("From the kill to steady", Panel(20, [.. Recovered]).Title);

    [Fact]
    public void Faults_without_a_bar_are_told_in_the_title_with_why()
    {
        Assert.Equal("From the kill to steady (2 of 3 shown; 1 never ready)", Panel(20, [NeverReady, .. Recovered]).Title);
        Assert.Equal("From the kill to steady (2 of 5 shown; 2 never ready, 1 not delivered)", Panel(20, [NeverReady, .. Recovered, Undelivered, NeverReady]).Title);
    }

    [Fact]
    public void What_was_to_stay_down_has_no_bar()
    {
        var stayed = Steady("stayed", 90) with { Fault = Recovered[0].Fault with { Instance = "stayed", RecoveryTime = 0 } };

        Assert.Equal("From the kill to steady (2 of 3 shown; 1 to stay down)", Panel(20, [stayed, .. Recovered]).Title);
        Assert.Null(RecoveryBars.Of([stayed], 20));
    }

    [Fact]
    public void A_bar_begins_with_the_death_of_the_instance()
    {
        var died = Steady("a", 7) with { Fault = Recovered[0].Fault with { DiedAt = TimeSpan.FromSeconds(3.01), InjectedAt = TimeSpan.FromSeconds(3.5) } };

        Assert.Contains(Assert.Single(Panel(20, died).Lanes).Segments, segment => segment.Text == "down 2.49 s, no answer failed of it");
    }

    [Fact]
    public void Of_more_than_fit_the_slowest_are_shown_and_what_was_not_steady_first_of_all()
    {
        var slow = Steady("slow", 90);

        Assert.Equal(["slow", "stock-service-1"], Panel(2, Steady("quick", 7), slow, Steady("quick too", 8), Recovered[1]).Lanes.Select(lane => lane.Label));
        Assert.Equal("From the kill to steady (2 of 4 shown)", Panel(2, Steady("quick", 7), slow, Steady("quick too", 8), Recovered[1]).Title);
    }

    [Fact]
    public void Without_a_bar_there_is_no_chart() => Assert.Null(RecoveryBars.Of([NeverReady, Undelivered], 20));

    private static FaultRecovery Steady(string instance, double at) =>
        FaultRecovery.Of(Recovered[0].Fault with { Instance = instance }) with { SteadyAt = TimeSpan.FromSeconds(at) };

    private static LanePanel Panel(int max, params FaultRecovery[] faults) => Assert.IsType<LanePanel>(RecoveryBars.Of(faults, max)!.Panels.Single());
}
