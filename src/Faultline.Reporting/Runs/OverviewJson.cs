using System.Text.Json;
using Faultline.Reporting.Json;

namespace Faultline.Reporting.Runs;

/// <summary>Writes an overview for programs, schema 2: its runs, the oldest first, with the members of <c>run.json</c>.</summary>
public static class OverviewJson
{
    /// <summary>Writes to a stream and leaves it open.</summary>
    /// <param name="overview">The runs.</param>
    /// <param name="files">Paths of the files that were written over them.</param>
    /// <param name="stream">Takes the object.</param>
    public static void Write(RunOverview overview, IReadOnlyList<string> files, Stream stream)
    {
        var document = new RunsDocument(
            Schema: 2,
            [.. overview.Archive.Runs.Select(run => Run(overview, run))],
            [.. overview.Archive.Skipped.Select(skipped => new SkippedDocument(skipped.Name, skipped.Reason))],
            files);
        JsonSerializer.Serialize(stream, document, ReportJson.Runs);
    }

    private static ListedRunDocument Run(RunOverview overview, StoredRun run) => new(
        run.FolderName,
        run.Name,
        run.Kind,
        overview.ScenarioName(run),
        run.StartedAt,
        VerdictText.Word(run.Verdict),
        new SortedDictionary<string, int>(run.AnomaliesByKind.ToDictionary(), StringComparer.Ordinal),
        run.Workload,
        [.. run.Transactions.Select(TradeJson.Transactions)]);
}
