using Faultline.Checking;

namespace Faultline.Reporting.Runs;

/// <summary>Something to look at first, in a sentence, with the run it was found in.</summary>
/// <param name="Symbol">Tells sorts of findings apart without colour.</param>
/// <param name="Text">What was found.</param>
/// <param name="Run">Where, or null where it is no single run.</param>
internal sealed record Finding(string Symbol, string Text, StoredRun? Run = null)
{
    private const int MostOfASort = 5;

    /// <summary>The worst verdicts first, then what stayed open, what did not recover or slowly, and folders that were skipped.</summary>
    public static IReadOnlyList<Finding> Of(RunOverview overview)
    {
        var runs = overview.Archive.Runs;
        List<Finding> findings =
        [
            .. Some(runs.Where(run => run.Verdict == VerdictKind.Inconsistent).OrderByDescending(run => run.Anomalies), "inconsistent runs", Inconsistent),
            .. Some(runs.Where(run => run.Verdict == VerdictKind.Undetermined), "undetermined runs", Undetermined),
            .. Recoveries(runs),
            .. Some(runs.Where(run => run.Faults.Any(fault => !fault.Delivered)), "runs with kills that were not delivered", Undelivered),
            .. Some(overview.Archive.Skipped, "folders that were skipped", skipped => new Finding("!", $"Skipped {skipped.Name}. {skipped.Reason}")),
        ];
        return findings.Count > 0 ? findings : [new("✓", $"Nothing: {Figures.Counted(runs.Count, "run", "runs")}, all of them consistent.")];
    }

    private static Finding Inconsistent(StoredRun run) => new(
        "✗", $"{Figures.Counted(run.Anomalies, "anomaly", "anomalies")} proved: {string.Join(", ", RunText.Found(run))}.", run);

    private static Finding Undetermined(StoredRun run) => new("?", $"Undetermined: {(run.Reasons is [var reason, ..] ? reason : "no reason is on record.")}", run);

    private static Finding Undelivered(StoredRun run) => new(
        "!", string.Join(" ", run.Faults.Where(fault => !fault.Delivered).Take(3).Select(fault => $"{fault.Action} {fault.Target} was not delivered{(fault.Remark is null ? "" : $": {fault.Remark.TrimEnd('.')}")}.")), run);

    private static IEnumerable<Finding> Recoveries(IReadOnlyList<StoredRun> runs)
    {
        var delivered = runs.SelectMany(run => run.Faults.Where(fault => fault.IsRecovery).Select(fault => (Run: run, Fault: fault))).ToList();
        foreach (var never in Some(delivered.Where(d => d.Fault.NeverReady), "instances that were never ready again", d => new Finding("✗", $"{d.Fault.Target} was never ready again.", d.Run)))
            yield return never;
        foreach (var unsteady in Some(delivered.Where(d => d.Fault.NeverSteady), "faults after which the system was not steady", NotSteady))
            yield return unsteady;
        // By the time from its start: how long it was left down before that is the configuration's choice.
        if (delivered.Where(d => d.Fault is { RestartSeconds: not null }).OrderByDescending(d => d.Fault.RestartSeconds).FirstOrDefault() is { Run: { } run, Fault: { } slowest })
            yield return new("·", $"Slowest restart: {slowest.Target}, ready {Figures.Seconds(slowest.RestartSeconds)} after it was started again ({Figures.Seconds(slowest.DowntimeSeconds)} after its kill).", run);
    }

    private static Finding NotSteady((StoredRun Run, StoredFault Fault) delivered) => new(
        "✗", $"The system was not steady again after the {delivered.Fault.Action} of {delivered.Fault.Target} ({RunText.Ready(delivered.Fault)}).", delivered.Run);

    private static IEnumerable<Finding> Some<T>(IEnumerable<T> items, string what, Func<T, Finding> tell)
    {
        var all = items.ToList();
        return all.Count <= MostOfASort
            ? all.Select(tell)
            : [.. all.Take(MostOfASort).Select(tell), new("·", $"{MostOfASort} of {Figures.Count(all.Count)} {what} shown.")];
    }
}
