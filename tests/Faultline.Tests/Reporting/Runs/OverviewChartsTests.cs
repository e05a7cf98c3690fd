using Faultline.Checking;
using Faultline.Reporting.Charts;
using Faultline.Reporting.Runs;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Reporting.Runs;

public sealed class OverviewChartsTests
{
    [Fact]
    public void Several_runs_show_each_value_and_their_span_and_no_mean()
    {
        StoredRun[] runs =
        [
            StoredRuns.Run() with { Section = ShopSection.Of(new ClassicFigures(-4, 10, 0, 0)) },
            StoredRuns.Run() with { Section = ShopSection.Of(new ClassicFigures(6, 10, 0, 0)) },
            StoredRuns.Run() with { Section = ShopSection.Of(null) },
        ];

        var bars = Bars(FigureChart.Of(FigureColumn.Of(runs)[0], Scenario.Of(runs)));

        Assert.Equal(["by log", "by database"], bars.Select(bar => bar.Label));
        Assert.Equal("−4 to +6, measured in 2 of 3 runs", bars[0].Text);
        Assert.Equal([-4, 6], bars[0].Marks.Select(mark => mark.At));
        Assert.Equal((-4, 6), (bars[0].Segments.Single().From, bars[0].Segments.Single().To));
    }

    [Fact]
    public void Success_takes_the_runs_together_with_an_interval()
    {
        StoredRun[] runs = [StoredRuns.Run() with { Transactions = [new("checkout", 10, 10, 0, 0)] }, StoredRuns.Run() with { Transactions = [new("checkout", 90, 40, 50, 0)] }];

        var bar = Bars(SuccessChart.Of(Scenario.Of(runs))).Single();

        Assert.Equal(50, bar.Segments.Single().To, 6);
        Assert.Contains("50.0 % (40.4 % to 59.6 %), 50 of 100, 2 runs", bar.Text, StringComparison.Ordinal);
        Assert.Equal(40.4, bar.Whisker!.From, 1);
        Assert.Equal(2, bar.Marks.Count);
    }

    [Fact]
    public void Anomalies_that_no_run_has_are_told_as_none_and_unread_books_as_unread()
    {
        Assert.Equal(["none proved"], Bars(AnomalyChart.Of(Scenario.Of([StoredRuns.Run()]))).Select(bar => bar.Label));
        Assert.Equal(["not audited"], Bars(AnomalyChart.Of(Scenario.Of([StoredRuns.Run() with { Audited = false }]))).Select(bar => bar.Label));
    }

    [Fact]
    public void A_kind_that_one_run_lacks_counts_0_there()
    {
        StoredRun[] runs = [StoredRuns.Run(), StoredRuns.Run(verdict: VerdictKind.Inconsistent) with { AnomaliesByKind = [new("charged-twice", 7)] }];

        Assert.Equal("0 to 7 in 2 runs", Bars(AnomalyChart.Of(Scenario.Of(runs))).Single().Text);
    }

    [Fact]
    public void Recovery_tells_what_was_never_ready_not_steady_or_not_measured_and_leaves_out_what_was_not_delivered()
    {
        StoredFault[] faults =
        [
            new("kill", "a", "a-1", true, 3, 9, null), new("kill", "a", "a-2", true, null, null, "the load ended first") { NeverReady = true },
            new("kill", "a", "a-3", true, 4, null, "not steady") { NeverSteady = true }, new("kill", "a", "a-4", true, null, null, null), new("kill", "b", null, false, null, null, "none runs"),
        ];

        var chart = RecoveryChart.Of(Scenario.Of([StoredRuns.Run() with { Faults = faults }]));

        Assert.Equal(["ready 3.00 s, steady 9.00 s", "never ready, steady not measured", "ready 4.00 s, not steady", "ready not measured, steady not measured"], Bars(chart).Select(bar => bar.Text));
        Assert.Contains("1 planned fault that was not delivered is left out", chart.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_faults_those_that_were_not_recovered_from_are_shown()
    {
        StoredFault[] quick = [.. Enumerable.Range(1, 40).Select(i => new StoredFault("kill", "a", $"a-{i}", true, 9, 9, null))];
        StoredFault[] faults = [.. quick, new("kill", "b", "b-1", true, 1, null, null) { NeverSteady = true }, new("kill", "b", "b-2", true, null, null, null) { NeverReady = true }];

        var bars = Bars(RecoveryChart.Of(Scenario.Of([StoredRuns.Run("nightly") with { Faults = faults }])));

        Assert.Equal(30, bars.Count);
        Assert.Equal(["ready 1.00 s, not steady", "never ready, steady not measured"], bars[^2..].Select(bar => bar.Text));
    }

    [Fact]
    public void Without_a_fault_the_recovery_chart_says_so() =>
        Assert.Equal("No fault was planned in any run.", Assert.IsType<BarPanel>(RecoveryChart.Of(Scenario.Of([StoredRuns.Run(killed: [])])).Panels.Single()).Empty);

    [Theory]
    [InlineData("Every fault was to stay until the load was over.", true, true)]
    [InlineData("No fault was delivered in any run.", false, false)]
    [InlineData("No fault was delivered from which a service was to come back.", false, true)]
    public void Where_no_fault_was_to_be_recovered_from_the_recovery_chart_says_why(string text, params bool[] delivered)
    {
        StoredFault[] faults = [.. delivered.Select(d => new StoredFault("kill", "a", "a-1", d, d ? 9 : null, null, null) { WasToStay = true })];

        Assert.Equal(text, Assert.IsType<BarPanel>(RecoveryChart.Of(Scenario.Of([StoredRuns.Run() with { Faults = faults }])).Panels.Single()).Empty);
    }

    [Fact]
    public void More_scenarios_than_fit_are_told()
    {
        var scenarios = Scenario.Of([.. Enumerable.Range(1, 50).Select(i => StoredRuns.Run($"scenario {i}", number: i))]);

        Assert.Contains("20 of 50 scenarios shown", SuccessChart.Of(scenarios).Panels.Single().Title, StringComparison.Ordinal);
        Assert.Equal(20, Bars(SuccessChart.Of(scenarios)).Count);
    }

    private static List<Bar> Bars(Chart chart) => [.. Assert.IsType<BarPanel>(chart.Panels.Single()).Groups.SelectMany(group => group.Bars)];
}
