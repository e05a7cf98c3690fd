using Faultline.Auditing;
using Faultline.Checking;
using Faultline.Experiments.Phases;
using Faultline.Experiments;
using Faultline.Reporting;
using Spectre.Console;
using Figures = Faultline.Reporting.Figures;

namespace Faultline.Cli.Terminal;

/// <summary>The result of a run for a terminal: the verdict first, then what carries it.</summary>
internal sealed class ResultText(IAnsiConsole console)
{
    private const int AnomaliesShown = 3;
    private const string ReportFile = "report.html";

    public void Write(FinishedRun finished)
    {
        var run = finished.Run;
        Findings(run.Verdict, run.Audit);
        foreach (var (name, text) in Overview.Of(run)) Row(name, text);
        Faults(run);
        foreach (var warning in run.Warnings) console.MarkupLine($"[yellow]![/] {MarkupText.Line(warning)}");
        Files(finished.Folder);
    }

    /// <summary>The verdict with its reasons, the anomalies by kind, and each check.</summary>
    public void Findings(Verdict verdict, AuditResult? audit)
    {
        Verdict(verdict);
        foreach (var reason in verdict.Reasons) console.MarkupLine($"  {MarkupText.Line(reason)}");
        console.WriteLine();
        if (audit is { Anomalies.Count: > 0 }) Anomalies(audit);
        Row("checks", CheckText.Line(verdict.Checks));
    }

    /// <summary>Word, symbol and colour.</summary>
    private void Verdict(Verdict verdict)
    {
        var colour = verdict.Kind switch
        {
            VerdictKind.Consistent => "blue",
            VerdictKind.Inconsistent => "orange1",
            VerdictKind.Undetermined => "grey",
        };
        console.Markup($"[bold {colour}]{VerdictText.Symbol(verdict.Kind)} {VerdictText.Word(verdict.Kind).ToUpperInvariant()}[/]");
        console.WriteLine();
    }

    private void Anomalies(AuditResult audit)
    {
        var table = Plain("Anomaly", "Count", "For example");
        foreach (var kind in audit.Anomalies.GroupBy(a => a.Kind).OrderByDescending(g => g.Count()))
            table.AddRow(
                MarkupText.Cell(AnomalyText.Label(kind.Key)),
                Figures.Count(kind.Count()),
                MarkupText.Cell(string.Join("; ", kind.Take(AnomaliesShown).Select(a => a.Entity)) + (kind.Count() > AnomaliesShown ? "; …" : "")));
        console.Write(table);
    }

    private void Faults(Run run)
    {
        if (run.Faults.Count == 0)
        {
            Row("faults", "none planned");
            return;
        }

        console.WriteLine();
        var table = Plain("Fault", "Trigger", "Killed at", "Downtime", "Ready again at", "Start to steady", "Lost", "Dip");
        foreach (var recovery in run.Recovery)
        {
            var fault = recovery.Fault;
            table.AddRow(
                MarkupText.Cell($"{fault.Action} {FaultText.Target(fault)}"),
                MarkupText.Cell(FaultText.Threshold(fault)),
                fault.Delivered ? Figures.Moment(fault.DownSince) : MarkupText.Cell($"not delivered{(fault.Error is null ? "" : $": {fault.Error}")}"),
                Figures.Seconds(recovery.Downtime?.TotalSeconds),
                Figures.Moment(fault.ReadyAt),
                RecoveryText.StartToSteady(recovery),
                RecoveryText.Lost(recovery),
                RecoveryText.Dip(recovery));
        }

        console.Write(table);
        foreach (var note in FaultNotes.Of(run.Recovery)) console.MarkupLine($"  [grey]{MarkupText.Line(note)}[/]");
    }

    /// <summary>Where to read on; only what is there, since a disk may have been full and a folder deleted meanwhile.</summary>
    private void Files(RunFolder folder)
    {
        console.WriteLine();
        if (File.Exists(folder.File(ReportFile))) Row("report", folder.File(ReportFile));
        Row("files", Directory.Exists(folder.Path) ? folder.Path : "none, since the folder of the run is not there any more");
    }

    private void Row(string name, string text)
    {
        console.MarkupLine($"[grey]{name,-13}[/]{MarkupText.Line(text)}");
    }

    private static Table Plain(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns) table.AddColumn(column);
        return table;
    }
}
