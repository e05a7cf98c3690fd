using Faultline.Checking;
using Faultline.Reporting.Runs;

namespace Faultline.Tests.Reporting.Runs;

public sealed class FindingTests
{
    [Fact]
    public void The_worst_comes_first_and_then_what_stayed_open_recovery_and_what_was_skipped()
    {
        var findings = Finding.Of(StoredRuns.Overview(
            [new("x", "It holds no run.json.")],
            StoredRuns.Run("open", VerdictKind.Undetermined) with { Reasons = ["A kill was not delivered."] },
            StoredRuns.Run("few", VerdictKind.Inconsistent, 2) with { AnomaliesByKind = [new("oversold", 1)] },
            StoredRuns.Run("many", VerdictKind.Inconsistent, 3) with { AnomaliesByKind = [new("oversold", 9)] },
            StoredRuns.Run("slow", number: 4) with { Faults = [new("kill", "a", "a-1", true, null, null, null) { NeverReady = true }, new("kill", "a", "a-2", true, 90, null, null) { RestartSeconds = 2 }, new("kill", "a", "a-3", true, 95, null, null) { RestartSeconds = 1 }] },
            StoredRuns.Run("missed", number: 5) with { Faults = [new("kill", "b", null, false, null, null, "none of it runs")] }));

        Assert.Equal(["many", "few", "open", "slow", "slow", "missed", null], findings.Select(finding => finding.Run?.Name));
        Assert.Equal(
            ["9 anomalies proved: 9 oversold.", "1 anomaly proved: 1 oversold.", "Undetermined: A kill was not delivered.", "a-1 was never ready again.",
                "Slowest restart: a-2, ready 2.00 s after it was started again (90.0 s after its kill).", "kill b was not delivered: none of it runs.", "Skipped x. It holds no run.json."],
            findings.Select(finding => finding.Text));
    }

    [Fact]
    public void A_system_that_stayed_broken_is_named_beside_the_slowest_restart()
    {
        StoredFault[] faults = [new("kill", "a", "a-1", true, 3, null, null) { RestartSeconds = 3, NeverSteady = true }, new("kill", "a", "a-2", true, 2, 5, null) { RestartSeconds = 1 }];

        var findings = Finding.Of(StoredRuns.Overview(StoredRuns.Run() with { Faults = faults }));

        Assert.Equal(
            ["The system was not steady again after the kill of a-1 (ready 3.00 s).", "Slowest restart: a-1, ready 3.00 s after it was started again (3.00 s after its kill)."],
            findings.Select(finding => finding.Text));
    }

    [Fact]
    public void What_was_to_stay_down_is_no_slowest_restart_but_is_told_where_it_never_came_back()
    {
        var stayed = new StoredFault("kill", "a", "a-1", true, 90, null, null) { RestartSeconds = 9, WasToStay = true };

        Assert.StartsWith("Nothing", Assert.Single(Finding.Of(StoredRuns.Overview(StoredRuns.Run() with { Faults = [stayed] }))).Text, StringComparison.Ordinal);
        Assert.Equal(
            "a-1 was never ready again.",
            Assert.Single(Finding.Of(StoredRuns.Overview(StoredRuns.Run() with { Faults = [stayed with { NeverReady = true, RestartSeconds = null }] }))).Text);
    }

    [Fact]
    public void What_was_not_measured_is_no_finding() => Assert.Contains(
        "all of them consistent",
        Assert.Single(Finding.Of(StoredRuns.Overview(StoredRuns.Run() with { Faults = [new("kill", "a", "a-1", true, null, null, null)] }))).Text,
        StringComparison.Ordinal);

    [Fact]
    public void Where_all_is_well_it_says_so() =>
        Assert.Contains("1 run, all of them consistent", Assert.Single(Finding.Of(StoredRuns.Overview(StoredRuns.Run(killed: [])))).Text, StringComparison.Ordinal);

    [Fact]
    public void Many_of_a_sort_are_capped_with_their_number() => Assert.Contains(
        Finding.Of(StoredRuns.Overview([.. Enumerable.Range(1, 40).Select(i => StoredRuns.Run(verdict: VerdictKind.Inconsistent, number: i))])),
        finding => finding.Text == "5 of 40 inconsistent runs shown.");
}
