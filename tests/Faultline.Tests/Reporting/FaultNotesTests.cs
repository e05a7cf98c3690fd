using Faultline.Recovery;
using Faultline.Reporting;

namespace Faultline.Tests.Reporting;

public sealed class FaultNotesTests
{
    private static readonly FaultRecovery Recovered = SampleRuns.Recovered().Recovery[0] with { Overlaps = [] };

    [Fact]
    public void Where_all_is_told_by_the_figures_there_is_no_note()
    {
        Assert.Empty(FaultNotes.Of([Recovered]));
        Assert.Empty(FaultNotes.Of([Recovered with { RequestsRefused = 0.2 }]));
    }

    [Theory]
    [InlineData(1, "order-service-1: besides, 1 request was refused (4xx) in words, or in a number, seen only while a fault stood; a refusal is not among the lost.")]
    [InlineData(1_234.4, "order-service-1: besides, 1,234 requests were refused (4xx) in words, or in a number, seen only while a fault stood; a refusal is not among the lost.")]
    public void What_was_refused_because_of_the_fault_is_told_beside_what_was_lost(double refused, string note) =>
        Assert.Equal(note, Assert.Single(FaultNotes.Of([Recovered with { RequestsRefused = refused }])));

    [Fact]
    public void What_was_to_stay_down_is_told_to_be_no_recovery() => Assert.Equal(
        "order-service-1: it was to stay down until the load was over, so its downtime is no recovery.",
        Assert.Single(FaultNotes.Of([Recovered with { Fault = Recovered.Fault with { RecoveryTime = 0 } }])));
}
