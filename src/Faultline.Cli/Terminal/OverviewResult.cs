using System.Globalization;
using System.Text.Json;
using Faultline.Reporting;
using Faultline.Reporting.Runs;
using Spectre.Console;

namespace Faultline.Cli.Terminal;

/// <summary>What <c>faultline report</c> tells: a row for each scenario, and the files that were written.</summary>
internal sealed record OverviewResult(RunOverview Overview, IReadOnlyList<string> Files)
{
    /// <summary>One object: <c>runs</c>, <c>skipped</c> and <c>files</c>.</summary>
    public void WriteJson(Stream stream)
    {
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteStartArray("runs");
        foreach (var run in Overview.Archive.Runs) Write(writer, run);
        writer.WriteEndArray();
        writer.WriteStartArray("skipped");
        foreach (var skipped in Overview.Archive.Skipped)
        {
            writer.WriteStartObject();
            writer.WriteString("folder", skipped.Name);
            writer.WriteString("reason", skipped.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("files");
        foreach (var file in Files) writer.WriteStringValue(file);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public void WriteText(IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("Scenario", "Runs", "Verdicts", "Anomalies in a run", "Checkout success (95 %)", "Slowest return");
        foreach (var scenario in Overview.Scenarios)
            table.AddRow(new[]
            {
                scenario.Name,
                Figures.Count(scenario.Runs.Count),
                $"{VerdictText.Symbol(scenario.Verdict)} {ScenarioText.Verdicts(scenario)}",
                ScenarioText.Anomalies(scenario),
                ScenarioText.Success(scenario),
                ScenarioText.SlowestReturn(scenario),
            }.Select(Markup.Escape).ToArray());
        console.Write(table);
        console.WriteLine($"{Figures.Counted(Overview.Archive.Runs.Count, "run", "runs")}: {Overview.Verdicts}.{(Overview.Archive.Skipped.Count == 0 ? "" : $" {Figures.Counted(Overview.Archive.Skipped.Count, "folder", "folders")} skipped.")}");
        foreach (var file in Files) console.WriteLine(file);
    }

    private void Write(Utf8JsonWriter writer, StoredRun run)
    {
        writer.WriteStartObject();
        writer.WriteString("id", run.FolderName);
        writer.WriteString("name", run.Name);
        writer.WriteString("kind", run.Kind);
        writer.WriteString("scenario", Overview.ScenarioName(run));
        writer.WriteString("startedAt", run.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        writer.WriteString("verdict", VerdictText.Word(run.Verdict));
        writer.WriteStartObject("anomaliesByKind");
        foreach (var (kind, count) in run.AnomaliesByKind) writer.WriteNumber(kind, count);
        writer.WriteEndObject();
        writer.WriteStartObject("checkouts");
        writer.WriteNumber("attempted", run.Checkouts.Attempted);
        writer.WriteNumber("succeeded", run.Checkouts.Succeeded);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
