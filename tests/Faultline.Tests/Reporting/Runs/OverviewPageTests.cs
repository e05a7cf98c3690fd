using System.Text;
using System.Text.RegularExpressions;
using Faultline.Checking;
using Faultline.Reporting.Pages;
using Faultline.Reporting.Runs;

namespace Faultline.Tests.Reporting.Runs;

public sealed partial class OverviewPageTests
{
    private static readonly string[] Sections = ["verdict", "first", "scenarios", "runs", "figures", "reading", "skipped"];

    [Fact]
    public async Task All_sections_are_there_in_order_and_nothing_is_loaded()
    {
        var page = await OverviewPage.RenderAsync(StoredRuns.Overview([new("x", "It holds no run.json.")], StoredRuns.Run(), StoredRuns.Run("bad", VerdictKind.Inconsistent, 2)));

        var places = Sections.Select(s => page.IndexOf($"id=\"{s}\"", StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.DoesNotMatch(Loading(), page);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.Contains("1 inconsistent, 1 consistent in 2 scenarios", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_of_runs_are_shown_and_not_run()
    {
        var page = await OverviewPage.RenderAsync(Hostile());

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_with_a_page_is_linked_to_it_by_a_relative_path()
    {
        var page = await OverviewPage.RenderAsync(StoredRuns.Overview(StoredRuns.Run("a b\"#%") with { HasPage = true }, StoredRuns.Run("bare", number: 2)));

        Assert.Contains("href=\"../runs/1-a%20b%22%23%25/report.html\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("bare/report.html", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_over_thousands_of_runs_fits_and_says_what_it_leaves_out()
    {
        var page = await OverviewPage.RenderAsync(StoredRuns.Overview([.. Enumerable.Range(1, 3_000).Select(i => StoredRuns.Run($"{i} {new string('x', 500)}", number: i))]));

        Assert.True(Encoding.UTF8.GetByteCount(page) <= ReportPage.MaxBytes);
        Assert.Matches("""\d+ of 3,000 shown""", page);
    }

    [Fact]
    public void The_text_tells_the_same_and_names_the_pictures()
    {
        var overview = StoredRuns.Overview([new("x", "It holds no run.json.")], StoredRuns.Run("bad", VerdictKind.Inconsistent) with { AnomaliesByKind = [new("charged-twice", 7)], HasPage = true });

        var text = OverviewMarkdown.Render(overview, [.. overview.Figures.Select(figure => Path.Combine(overview.OutputFolder, figure.FileName))]);

        foreach (var part in new[] { "# ✗ 1 run: 1 inconsistent", "7 charged twice", "(../runs/1-bad/report.html)", "90.0 % (88.0 % to 91.7 %)", "x: It holds no run.json." })
            Assert.Contains(part, text, StringComparison.Ordinal);
        foreach (var figure in overview.Figures) Assert.Contains($"]({figure.FileName})", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_names_no_picture_that_was_not_drawn()
    {
        var overview = StoredRuns.Overview(StoredRuns.Run());

        var text = OverviewMarkdown.Render(overview, [Path.Combine(overview.OutputFolder, "recovery.png")]);

        Assert.Equal(["recovery.png"], Picture().Matches(text).Select(match => match.Groups[1].Value));
        Assert.Contains("## Proved anomalies, by scenario and kind\n\nIts picture was not drawn; `report.html` holds the figure.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void In_the_text_nothing_from_runs_is_markup()
    {
        var text = OverviewMarkdown.Render(Hostile(), []);

        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", text, StringComparison.OrdinalIgnoreCase);
    }

    private static RunOverview Hostile()
    {
        const string Text = SampleRuns.Hostile;
        var run = StoredRuns.Run(verdict: VerdictKind.Undetermined) with
        {
            Name = Text, Kind = Text, Variant = Text, Workload = Text, Words = SampleRuns.HostileWords, Section = SampleRuns.HostileSection, Reasons = [Text], AnomaliesByKind = [new(Text, 3)],
            Faults = [new(Text, Text, Text, false, null, null, Text), new(Text, Text, Text, true, null, null, Text)],
        };
        return StoredRuns.Overview([new(Text, Text)], run, run with { Folder = "/elsewhere/2", Verdict = VerdictKind.Inconsistent, HasPage = true });
    }

    [GeneratedRegex(@"!\[[^\]]*\]\(([^)]*)\)")]
    private static partial Regex Picture();

    [GeneratedRegex("""(src|href)\s*=\s*["']?(https?:)?//|@import|url\(\s*["']?(?!#|data:)""", RegexOptions.IgnoreCase)]
    private static partial Regex Loading();
}
