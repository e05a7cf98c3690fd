using Faultline.Experiments;
using Faultline.Recovery;
using Faultline.Reporting;

namespace Faultline.Tests.Reporting;

public sealed class HeadlineTests
{
    [Fact]
    public void A_fault_that_is_not_steady_is_worse_than_a_slow_one() =>
        Assert.Equal(("not steady", "stock-service-1, ready 4.48 s after the kill"), Headline.WorstRecovery(SampleRuns.Recovered()));

    [Fact]
    public void The_slowest_to_steady_counts_from_the_kill()
    {
        var run = SampleRuns.Recovered();

        Assert.Equal(("3.98 s", "order-service-1, kill to steady"), Headline.WorstRecovery(With(run, run.Recovery[0])));
    }

    [Fact]
    public void Where_steady_is_not_known_it_says_so() =>
        Assert.Equal(("4.48 s", "stock-service-1, kill to ready; steady is not known"), Headline.WorstRecovery(SampleRuns.Consistent()));

    [Fact]
    public void An_instance_that_was_never_ready_is_the_worst()
    {
        var run = SampleRuns.Recovered();
        var fault = run.Faults[0] with { HealedAt = null, ReadyAt = null };

        Assert.Equal("never", Headline.WorstRecovery(With(run, FaultRecovery.Of(fault), run.Recovery[1])).Value);
    }

    [Fact]
    public void What_was_to_stay_down_is_no_recovery_unless_it_never_came_back()
    {
        var run = SampleRuns.Recovered();
        var stayed = FaultRecovery.Of(run.Faults[1] with { RecoveryTime = 0, ReadyAt = TimeSpan.FromSeconds(50) });

        Assert.Equal(("3.98 s", "order-service-1, kill to steady"), Headline.WorstRecovery(With(run, run.Recovery[0], stayed)));
        Assert.Equal(("–", "what was killed was to stay down"), Headline.WorstRecovery(With(run, stayed)));
        Assert.Equal("never", Headline.WorstRecovery(With(run, run.Recovery[0], FaultRecovery.Of(stayed.Fault with { HealedAt = null, ReadyAt = null }))).Value);
    }

    [Fact]
    public void Without_a_fault_there_is_none() => Assert.Equal("no fault took place", Headline.WorstRecovery(SampleRuns.Unfinished()).Note);

    private static Run With(Run run, params FaultRecovery[] recoveries) => run with { Recovery = recoveries };
}
