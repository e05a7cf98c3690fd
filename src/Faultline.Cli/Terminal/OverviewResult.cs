using Faultline.Reporting;
using Faultline.Reporting.Runs;
using Spectre.Console;

namespace Faultline.Cli.Terminal;

/// <summary>What <c>faultline report</c> tells: a row for each scenario, and the files that were written.</summary>
internal sealed record OverviewResult(RunOverview Overview, IReadOnlyList<string> Files)
{
    /// <summary>One object: <c>schema</c>, <c>runs</c>, <c>skipped</c> and <c>files</c>.</summary>
    public void WriteJson(Stream stream) => OverviewJson.Write(Overview, Files, stream);

    public void WriteText(IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("Scenario", "Runs", "Verdicts", "Anomalies in a run", $"{TradeText.Success(Overview.Words)} (95 %)", "Slowest return");
        foreach (var scenario in Overview.Scenarios)
            table.AddRow(new[]
            {
                scenario.Name,
                Figures.Count(scenario.Runs.Count),
                $"{VerdictText.Symbol(scenario.Verdict)} {ScenarioText.Verdicts(scenario)}",
                ScenarioText.Anomalies(scenario),
                ScenarioText.Success(scenario),
                ScenarioText.SlowestReturn(scenario),
            }.Select(MarkupText.Cell).ToArray());
        console.Write(table);
        console.MarkupLine(MarkupText.Line($"{Figures.Counted(Overview.Archive.Runs.Count, "run", "runs")}: {Overview.Verdicts}.{(Overview.Archive.Skipped.Count == 0 ? "" : $" {Figures.Counted(Overview.Archive.Skipped.Count, "folder", "folders")} skipped.")}"));
        foreach (var file in Files) console.MarkupLine(MarkupText.Line(file));
    }
}
