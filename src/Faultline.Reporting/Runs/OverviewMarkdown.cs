using System.Text;
using Faultline.Storage;
using Faultline.Reporting.Markdown;

namespace Faultline.Reporting.Runs;

/// <summary>Writes the overview as <c>report.md</c>, with the pictures that lie beside it.</summary>
internal static class OverviewMarkdown
{
    private const int MostRows = 200;
    private const int MostText = 300;

    public static void Write(RunOverview overview, IReadOnlyList<string> pictures, string path) =>
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(Render(overview, pictures))));

    /// <summary>The overview as text.</summary>
    /// <param name="overview">The runs.</param>
    /// <param name="pictures">Paths of the pictures that lie beside it.</param>
    public static string Render(RunOverview overview, IReadOnlyList<string> pictures)
    {
        var drawn = pictures.Select(Path.GetFileName).ToHashSet(StringComparer.Ordinal);
        var page = new MarkdownPage();
        var runs = overview.Archive.Runs;
        page.Heading(1, $"{VerdictText.Symbol(overview.Verdict)} {Figures.Counted(runs.Count, "run", "runs")}: {overview.Verdicts}");
        page.Heading(2, "Look at these first");
        page.Bullets([.. Finding.Of(overview).Select(finding => $"{finding.Symbol} {(finding.Run is { } run ? $"{Link(overview, run, Name(run))}: " : "")}{Text(finding.Text)}")]);
        page.Heading(2, "Scenarios");
        page.Table(
            ["Scenario", "Runs:", "Verdicts", "Anomalies in a run:", $"{Text(TradeText.Success(overview.Words))} (95 % confidence):", "Slowest return"],
            overview.Scenarios.Take(MostRows).Select(Row));
        page.Heading(2, $"Runs{Figures.Shown(Math.Min(MostRows, runs.Count), runs.Count)}");
        page.Table(
            ["Started", "Name", "Scenario", "Test", "Kills", "Verdict", "Anomalies", $"{Text(TradeText.Capitalised(TradeText.Attempts(overview.Words)))}:", "Success:", .. overview.Columns.Select(Head)],
            runs.Reverse().Take(MostRows).Select(run => Row(overview, run)));
        foreach (var figure in overview.Figures)
        {
            var title = Text(figure.Chart.Title);
            page.Heading(2, title);
            page.Block(drawn.Contains(figure.FileName) ? $"![{title}]({figure.FileName})" : "Its picture was not drawn; `report.html` holds the figure.");
            page.Block(MarkdownText.Of(figure.Chart.Description));
        }

        page.Heading(2, "How to read this");
        page.Bullets([.. ReadingGuide.Of(overview).Select(entry => $"**{Text(entry.Term)}.** {MarkdownText.Of(entry.Meaning)}")]);
        if (overview.Archive.Skipped is { Count: > 0 } skipped)
        {
            page.Heading(2, $"Skipped{Figures.Shown(Math.Min(MostRows, skipped.Count), skipped.Count)}");
            page.Bullets([.. skipped.Take(MostRows).Select(folder => $"{Text(folder.Name)}: {Text(folder.Reason)}")]);
        }

        return page.ToString();
    }

    private static string[] Row(Scenario scenario) =>
    [
        Text(scenario.Name),
        Figures.Count(scenario.Runs.Count),
        $"{VerdictText.Symbol(scenario.Verdict)} {ScenarioText.Verdicts(scenario)}",
        ScenarioText.Anomalies(scenario),
        ScenarioText.Success(scenario),
        ScenarioText.SlowestReturn(scenario),
    ];

    private static string[] Row(RunOverview overview, StoredRun run) =>
    [
        Figures.Utc(run.StartedAt),
        Link(overview, run, run.Name),
        Text(overview.ScenarioName(run)),
        Text(run.Kind),
        string.Join("<br>", RunText.Kills(run).Select(Text)),
        RunText.Verdict(run),
        string.Join("<br>", RunText.Found(run).Select(Text)),
        RunText.Attempts(run),
        RunText.Success(run),
        .. overview.Columns.Select(column => RunText.Of(run, column)),
    ];

    private static string Head(FigureColumn column) => $"{Text(TradeText.Capitalised(TradeText.Word(column.Latest.Name)))}, {Text(SectionText.Names(column.Latest))}:";

    private static string Name(StoredRun run) => $"{run.Name}, {Figures.Utc(run.StartedAt)}";

    private static string Link(RunOverview overview, StoredRun run, string text) =>
        overview.PageAddress(run) is { } address ? $"[{Text(text)}]({address})" : Text(text);

    private static string Text(string text) => MarkdownText.Of(text, MostText);
}
