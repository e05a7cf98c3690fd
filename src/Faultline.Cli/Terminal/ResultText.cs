using System.Globalization;
using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Reporting;
using Spectre.Console;

namespace Faultline.Cli.Terminal;

/// <summary>The result of a run for a terminal: the verdict first, then what carries it.</summary>
internal sealed class ResultText(IAnsiConsole console)
{
    private const int AnomaliesShown = 3;

    public void Write(FinishedRun finished)
    {
        var run = finished.Run;
        Verdict(run.Verdict);
        foreach (var reason in run.Verdict.Reasons) console.MarkupLineInterpolated($"  {reason}");
        console.WriteLine();
        Anomalies(run);
        Overview(run);
        Faults(run);
        foreach (var warning in run.Warnings) console.MarkupLineInterpolated($"[yellow]![/] {warning}");
        Files(finished.Folder);
    }

    /// <summary>Word, symbol and colour.</summary>
    public void Verdict(Verdict verdict)
    {
        var colour = verdict.Kind switch
        {
            VerdictKind.Consistent => "blue",
            VerdictKind.Inconsistent => "orange1",
            _ => "grey",
        };
        console.Markup($"[bold {colour}]{VerdictText.Symbol(verdict.Kind)} {VerdictText.Word(verdict.Kind).ToUpperInvariant()}[/]");
        console.WriteLine();
    }

    private void Anomalies(Run run)
    {
        if (run.Audit is not { Anomalies.Count: > 0 } audit) return;
        var table = Plain("Anomaly", "Count", "For example");
        foreach (var kind in audit.Anomalies.GroupBy(a => a.Kind).OrderByDescending(g => g.Count()))
            table.AddRow(
                Markup.Escape(AnomalyText.Label(kind.Key)),
                Figures.Count(kind.Count()),
                Markup.Escape(string.Join("; ", kind.Take(AnomaliesShown).Select(a => a.Entity)) + (kind.Count() > AnomaliesShown ? "; …" : "")));
        console.Write(table);
    }

    private void Overview(Run run)
    {
        var c = run.Checkouts;
        var r = run.Requests;
        Row("checkouts", $"{Figures.Count(c.Attempted)} attempted, {Figures.Count(c.Succeeded)} succeeded ({Figures.Share(c.SuccessRate)}), {Figures.Count(c.Refused)} refused, {Figures.Count(c.Unknown)} unknown");
        Row("requests", $"{Figures.Count(r.Scheduled)} scheduled, {Figures.Count(r.Sent)} sent, {Figures.Count(r.Ok)} ok, {Figures.Count(r.Failed)} failed, {Figures.Count(r.Unknown)} unknown, {Figures.PerSecond(r.PerSecond)}");
        Row("latency", $"p50 {Figures.Milliseconds(r.LatencyMs.P50)}, p95 {Figures.Milliseconds(r.LatencyMs.P95)}, p99 {Figures.Milliseconds(r.LatencyMs.P99)}, max {Figures.Milliseconds(r.LatencyMs.Max)}");
        if (run.Inconsistencies is { } i)
            Row("seed figures", $"stock {Figures.Difference(i.StockLog)} by log, {Figures.Difference(i.StockDatabase)} by database; payment {Figures.Difference(i.PaymentLog)} by log, {Figures.Difference(i.PaymentDatabase)} by database");
        if (run.Audit is { } audit)
            Row("blind spot", $"{Figures.Count(audit.UnresolvedAttempts)} of {Figures.Count(audit.Attempts)} attempts unresolved ({Figures.Share(audit.UnresolvedShare)})");
        if (run.Converged is { } state)
            Row("books", $"{(state.Reached ? "stood still" : "did not stand still")} after {Figures.Seconds(state.Seconds)} and {Figures.Counted(state.Sweeps, "sweep", "sweeps")}");
        Row("generator", $"{Figures.Measure(run.Generator.CpuPercent)} % of a core, lateness p99 {Figures.Milliseconds(run.Generator.LatenessP99Ms)}, {Figures.Measure(run.Generator.PeakMemoryMb)} MB{(run.Generator.Saturated ? ", SATURATED: the figures are bound by the generator" : "")}");
    }

    private void Faults(Run run)
    {
        if (run.Faults.Count == 0)
        {
            Row("faults", "none planned");
            return;
        }

        console.WriteLine();
        var table = Plain("Fault", "Trigger", "Killed at", "Down for", "Ready again at", "Start to steady", "Lost", "Dip");
        foreach (var recovery in run.Recovery)
        {
            var fault = recovery.Fault;
            table.AddRow(
                Markup.Escape($"{fault.Action} {fault.Instance ?? fault.Service}"),
                Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{fault.Trigger.Type} ≥ {fault.Trigger.Threshold:0.#}")),
                fault.Delivered ? Figures.Moment(fault.InjectedAt) : Markup.Escape($"not delivered{(fault.Error is null ? "" : $": {fault.Error}")}"),
                Figures.Seconds(recovery.Downtime?.TotalSeconds),
                Figures.Moment(fault.ReadyAt),
                recovery.NeverSteady ? "not steady" : Figures.Seconds(recovery.RecoveryFromHeal?.TotalSeconds),
                recovery.RequestsLost is { } lost ? Figures.Count((long)Math.Round(lost)) : Figures.None,
                recovery.DipDepth is { } dip ? Figures.Share(dip) : Figures.None);
        }

        console.Write(table);
        foreach (var note in FaultNotes.Of(run.Recovery)) console.MarkupLineInterpolated($"  [grey]{note}[/]");
    }

    private void Files(RunFolder folder)
    {
        console.WriteLine();
        Row("report", folder.File("report.html"));
        Row("files", folder.Path);
    }

    private void Row(string name, string text)
    {
        console.Markup($"[grey]{name,-13}[/]");
        console.WriteLine(text);
    }

    private static Table Plain(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns) table.AddColumn(column);
        return table;
    }
}
