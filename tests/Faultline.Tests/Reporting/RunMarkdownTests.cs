using System.Text.RegularExpressions;
using Faultline.Checking;
using Faultline.Recovery;
using Faultline.Reporting.Markdown;
using Markdig;

namespace Faultline.Tests.Reporting;

public sealed partial class RunMarkdownTests
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().Build();

    [Theory]
    [InlineData("consistent", "## ✓ CONSISTENT: `stress`", "500 transactions judged against the books, and all of them hold.")]
    [InlineData("inconsistent", "## ✗ INCONSISTENT: `demo-naive`", "3 anomalies proved in 500 transactions.")]
    [InlineData("unfinished", "## ? UNDETERMINED: `stress`", "The books were not audited.")]
    public void The_verdict_and_its_reasons_come_first(string name, string heading, string sentence)
    {
        var run = SampleRuns.Named(name);
        var text = RunMarkdown.Render(run);

        Assert.StartsWith($"{heading}\n\n{sentence}\n\n- {run.Verdict.Reasons[0]}", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(SampleRuns.Names), MemberType = typeof(SampleRuns))]
    public void Every_table_has_as_many_cells_in_each_row_and_nothing_runs(string name)
    {
        var html = Markdig.Markdown.ToHtml(RunMarkdown.Render(SampleRuns.Named(name)), Pipeline);

        foreach (var table in Tables().Matches(html).Select(m => m.Value))
        {
            var columns = Regex.Count(table, "<th[ >]");
            Assert.All(Rows().Matches(table).Skip(1), row => Assert.Equal(columns, Regex.Count(row.Value, "<td[ >]")));
        }

        Assert.NotEmpty(Tables().Matches(html));
        Assert.DoesNotMatch(Dangerous(), html);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_servers_wrote_is_shown() =>
        Assert.Contains("&lt;script&gt;document.title='owned'&lt;/script&gt;", Markdig.Markdown.ToHtml(RunMarkdown.Render(SampleRuns.OfHostileTexts()), Pipeline), StringComparison.Ordinal);

    [Fact]
    public void An_inconsistent_run_names_its_anomalies_figures_failures_and_how_to_see_it_again()
    {
        var text = RunMarkdown.Render(SampleRuns.Inconsistent());

        foreach (var part in new[]
        {
            "**acknowledged but lost: 1**. The system answered ok, and the books do not show it.",
            "| `order o-17` | applied once on every account (1 ok, 0 failed, 0 unknown) | item 5: 0 times, user 3: once, paid: 1 | kill order-service-1 |",
            "ambiguous: kill order-service-1, kill stock-service-1",
            "| checkouts | 600 attempted, 580 succeeded (96.7 %), 15 refused, 5 unknown |",
            "| four figures | stock +3 by log, −2 by database; payment +10 by log, −10 by database |",
            "| blind spot | 1 of 600 attempts unresolved (0.2 %) |",
            "| 15 | checkout | ✗ failed | 400 | `out of stock` |",
            "| 5 | checkout | ? unknown | – | `timed out after 10 s` |",
            "| late | 1 finding of the first reading had come right by the last, at most 12.5 s after the last operation |",
            "will not be reached",
            "```sh\nfaultline stress --init\n```",
            "seed 7",
            "`report.html`",
        })
            Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Weak_reads_are_told_with_how_long_they_were_out_of_date()
    {
        var page = RunMarkdown.Render(SampleRuns.Inconsistent());

        Assert.Contains("1,234 reads judged, made before the books stood still, 2 of them weak, out of date by up to 2.50 s", page, StringComparison.Ordinal);
        Assert.Contains("| `item 7` | 93 | 88 to 90 | 12.0 s | 2.50 s | 77 |", page, StringComparison.Ordinal);
        Assert.DoesNotContain("eak reads", RunMarkdown.Render(SampleRuns.Consistent()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_is_told_with_its_recovery_and_with_why_it_was_not_measured()
    {
        var run = SampleRuns.Consistent();
        run = run with
        {
            Recovery =
            [
                FaultRecovery.Of(run.Faults[0]) with { FirstFailureAt = TimeSpan.FromSeconds(3.26), SteadyAt = TimeSpan.FromSeconds(7), RequestsLost = 41.5, DipDepth = 0.62 },
                FaultRecovery.Of(run.Faults[1] with { Delivered = false, InjectedAt = null, HealedAt = null, ReadyAt = null, Error = "the kill failed: gone" }) with { Unmeasured = "It never took place." },
            ],
        };

        var text = RunMarkdown.Render(run);

        Assert.Contains("- Plan: The first kill (order-service) will wait until 3 s.\n", text, StringComparison.Ordinal);
        Assert.Contains("| kill `order-service-1` | users ≥ 30, at 31 | 3.020 s | 2.98 s | 0.25 s | ✓ 1.50 s | 42 | 62.0 % |", text, StringComparison.Ordinal);
        Assert.Contains("| kill `stock-service-1` | users ≥ 30, at 31 | **not delivered** | – | – | – | – | – |", text, StringComparison.Ordinal);
        Assert.Contains("- stock-service-1: the kill failed: gone\n- stock-service-1: It never took place.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_kill_is_told_at_the_death_from_which_the_downtime_counts()
    {
        var run = SampleRuns.Recovered();
        var died = run.Recovery[0] with { Fault = run.Faults[0] with { DiedAt = TimeSpan.FromSeconds(2), InjectedAt = TimeSpan.FromSeconds(3) } };

        Assert.Contains("| kill `order-service-1` | users ≥ 30, at 31 | 2.000 s | 4.00 s |", RunMarkdown.Render(run with { Recovery = [died] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Late_findings_are_told_once_and_only_where_there_are_any()
    {
        Assert.Single(RunMarkdown.Render(SampleRuns.Inconsistent()).Split('\n'), line => line.Contains("had come right by the last", StringComparison.Ordinal));
        Assert.DoesNotContain("| late |", RunMarkdown.Render(SampleRuns.Consistent()), StringComparison.Ordinal);
    }

    [Fact]
    public void What_did_not_become_steady_and_which_faults_overlap_is_told_as_everywhere()
    {
        var text = RunMarkdown.Render(SampleRuns.Recovered());

        Assert.Matches(@"\| kill `stock-service-1` \|.*\| ✗ not steady \| 456 \| 100 % \|", text);
        Assert.Contains("- order-service-1: the fault of stock-service-1 stood at the same time; failures, losses and the dip may be of either.", text, StringComparison.Ordinal);
        Assert.Contains("- stock-service-1: Not steady when the load ended, 7.5 s after the instance was ready.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_disturbed_the_run_is_told_before_its_figures()
    {
        var text = RunMarkdown.Render(SampleRuns.Unfinished() with { Interrupted = "stopped by a signal", Generator = SampleRuns.Consistent().Generator with { Saturated = true } });

        foreach (var notice in new[] { "> **Interrupted.** stopped by a signal", "> **Unfinished.**", "> **Generator saturated:**" })
            Assert.InRange(text.IndexOf(notice, StringComparison.Ordinal), 1, text.IndexOf("| checkouts |", StringComparison.Ordinal));
        Assert.Contains("| kill `order-service` | users ≥ 30, never fired | **not delivered** |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_run_fits_into_a_comment_and_says_what_it_leaves_out()
    {
        var run = SampleRuns.Huge() with
        {
            Verdict = new Verdict(VerdictKind.Inconsistent, [.. Enumerable.Range(0, 500).Select(i => new string('<', 5_000))]),
            Warnings = [.. Enumerable.Range(0, 500).Select(i => new string('|', 5_000))],
            Command = new string('`', 100_000),
        };

        var text = RunMarkdown.Render(run);

        Assert.InRange(text.Length, 1, RunMarkdown.MaxCharacters);
        Assert.Contains("of 5,000 shown", text, StringComparison.Ordinal);
        Assert.Contains("of 50 shown", text, StringComparison.Ordinal);
        Assert.Contains("of 500 shown", text, StringComparison.Ordinal);
    }

    [GeneratedRegex("<table>.*?</table>", RegexOptions.Singleline)]
    private static partial Regex Tables();

    [GeneratedRegex("<tr>.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Rows();

    [GeneratedRegex("<script|<img|<a ", RegexOptions.IgnoreCase)]
    private static partial Regex Dangerous();
}
