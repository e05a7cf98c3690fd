using Faultline.Checking;
using Faultline.Experiments;
using Faultline.Reporting.Charts;

namespace Faultline.Reporting.Runs;

/// <summary>All runs of a results folder side by side: what the pictures, the page and the text of an overview share.</summary>
public sealed class RunOverview
{
    private readonly Dictionary<string, string> _scenarioOf;

    /// <summary>Sets the runs of an archive beside each other.</summary>
    /// <param name="archive">At least one run.</param>
    /// <param name="outputFolder">Where the overview is written: links to the runs' own pages are relative to it.</param>
    public RunOverview(RunArchive archive, string outputFolder)
    {
        Archive = archive;
        OutputFolder = Path.GetFullPath(outputFolder);
        Scenarios = Scenario.Of(archive.Runs);
        Words = CommonWords.Of(archive.Runs);
        Columns = FigureColumn.Of(archive.Runs);
        Figures =
        [
            new("anomalies.png", AnomalyChart.Of(Scenarios)),
            new($"{TradeText.Slug(Words.Attempt.One)}-success.png", SuccessChart.Of(Scenarios)),
            new("recovery.png", RecoveryChart.Of(Scenarios)),
            .. Columns.Select(column => new OverviewFigure(column.FileName, FigureChart.Of(column, Scenarios))),
        ];
        _scenarioOf = Scenarios.SelectMany(s => s.Runs, (s, run) => (run.Folder, s.Name)).ToDictionary(StringComparer.Ordinal);
    }

    public RunArchive Archive { get; }

    public string OutputFolder { get; }

    /// <summary>The worst first.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; }

    /// <summary>The worst verdict of all runs.</summary>
    public VerdictKind Verdict => Checking.Verdict.Join(Archive.Runs.Select(run => run.Verdict));

    /// <summary>The words in which all runs can be told together.</summary>
    public WorkloadWords Words { get; }

    internal IReadOnlyList<OverviewFigure> Figures { get; }

    /// <summary>Figures that the workloads of the runs bring.</summary>
    internal IReadOnlyList<FigureColumn> Columns { get; }

    /// <summary>Name of the scenario that a run belongs to.</summary>
    public string ScenarioName(StoredRun run) => _scenarioOf[run.Folder];

    /// <summary>How many runs came to which verdict, the worst first: <c>2 inconsistent, 1 undetermined, 5 consistent</c>.</summary>
    public string Verdicts => Counted(Archive.Runs);

    /// <summary>The same for some of the runs.</summary>
    public static string Counted(IEnumerable<StoredRun> runs) => string.Join(
        ", ", runs.GroupBy(run => run.Verdict).OrderByDescending(group => group.Key).Select(group => $"{Reporting.Figures.Count(group.Count())} {VerdictText.Word(group.Key)}"));

    /// <summary>Address of a run's own page as seen from the overview, or null where it has none.</summary>
    internal string? PageAddress(StoredRun run)
    {
        if (!run.HasPage)
            return null;
        var path = Path.GetRelativePath(OutputFolder, Path.Combine(run.Folder, "report.html"));
        // On another drive there is no way from here to there.
        return Path.IsPathRooted(path) ? null : string.Join('/', path.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
    }
}

/// <summary>A chart and the name of its picture.</summary>
internal sealed record OverviewFigure(string FileName, Chart Chart);
