using Faultline.Auditing;
using Faultline.Checking;
using Faultline.Histories;

namespace Faultline.Experiments.Phases;

/// <summary>
/// From the end of the load to what is proved: takes in the history, reads the state until it stands still, judges it,
/// and keeps the books. What it finds goes into the findings as soon as it is known.
/// </summary>
internal sealed class JudgePhase(RunContext context, RunFolder folder, IRunObserver observer, RunFindings findings)
{
    private static readonly TimeSpan WindowGrace = TimeSpan.FromSeconds(1);

    /// <summary>Judges a run whose faults are healed.</summary>
    /// <param name="prepared">The workload that was loaded.</param>
    /// <param name="run">How that went.</param>
    /// <param name="conditions">How the run went, as far as it is known at the time of asking.</param>
    /// <param name="cancellationToken">Skips what is left of it, with an <see cref="OperationCanceledException"/>.</param>
    public async Task RunAsync(IPreparedWorkload prepared, LoadedRun run, Func<RunConditions> conditions, CancellationToken cancellationToken)
    {
        observer.PhaseStarted(RunPhase.Settle, "reading the books until they stand still");
        var summary = new HistorySummary();
        var loaded = await prepared.CollectAsync(
            summary.WatchAsync(HistoryReader.ReadAsync(folder.History, cancellationToken), cancellationToken), cancellationToken);
        findings.Loaded = loaded;
        findings.Failures = summary.Failures;

        var monitor = new ConvergenceMonitor(loaded, run.Clock, observer, Limits(run, summary));
        var (judged, audit) = await ConfirmedAudit.RunAsync(monitor, AssembleAsync, observer, cancellationToken);
        findings.Audit = audit;
        findings.Convergence = monitor.Convergence;
        findings.Section = loaded.Section();
        Keep(judged);
        findings.Evidence = await EvidenceReader.ReadAsync(folder.History, audit, cancellationToken);

        async Task<JudgedBooks> AssembleAsync(CancellationToken token)
        {
            var books = await loaded.AssembleAsync(token);
            // The state would be judged before their effects must have come.
            if (books.Kinds.FirstOrDefault(k => k.SettleAfter > context.Workload.SettleAfter) is { } late)
                throw new InvalidOperationException($"effects of {late.Name} may come {late.SettleAfter} after the answer, and the workload waits {context.Workload.SettleAfter}");
            findings.Convergence = monitor.Convergence;
            return new JudgedBooks(books with { RecordsMissing = run.OperationsLost }, Windows(run), conditions());
        }
    }

    private SettleLimits Limits(LoadedRun run, HistorySummary summary)
    {
        TimeSpan[] quiet = [run.EndedAt, run.Faults.Max(f => f.ReadyAt) ?? TimeSpan.Zero, run.RestoredAt ?? TimeSpan.Zero];
        return new SettleLimits(
            QuietSince: quiet.Max(),
            context.Experiment.ServerTimeout,
            summary.Longest,
            Disturbed: summary.AnyUnknown || run.OperationsLost > 0 || run.RestoredAt is not null || run.Faults.Any(f => f.CalledAt is not null),
            context.Experiment.SettleCap)
        {
            SettleAfter = context.Workload.SettleAfter,
        };
    }

    private static FaultWindow[] Windows(LoadedRun run) =>
        [.. run.Faults
            .Where(f => f.CalledAt is not null)
            .Select(f => new FaultWindow($"{f.Action} {f.Instance}", f.CalledAt!.Value, (f.ReadyAt ?? run.Clock.Elapsed) + WindowGrace))];

    private void Keep(JudgedBooks judged)
    {
        try
        {
            BooksFile.Write(folder.File(BooksFile.Name), judged);
            RunSeal.WriteOrWarn(folder.Path, finished: false, observer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            observer.Warned($"the books could not be written, so this run cannot be judged again: {e.Message}");
        }
    }
}
