using Faultline.Auditing;
using Faultline.Checking;
using Faultline.Faults;
using Faultline.Histories;

namespace Faultline.Experiments;

/// <summary>
/// From the end of the load to what is proved: takes in the history, reads the state until it stands still, judges it,
/// and keeps the books. What it finds goes into the findings as soon as it is known.
/// </summary>
internal sealed class JudgingPhase(RunContext context, RunFolder folder, IRunObserver observer, RunFindings findings, RunClock clock)
{
    private static readonly TimeSpan WindowGrace = TimeSpan.FromSeconds(1);

    private readonly IWorkload _workload = context.Workload;

    /// <summary>Judges a run whose faults are healed.</summary>
    /// <param name="faults">The faults as they stand.</param>
    /// <param name="conditions">How the run went, as far as it is known at the time of asking.</param>
    /// <param name="cancellationToken">Skips what is left of it, with an <see cref="OperationCanceledException"/>.</param>
    public async Task RunAsync(IReadOnlyList<FaultEvent> faults, Func<RunConditions> conditions, CancellationToken cancellationToken)
    {
        observer.PhaseStarted(RunPhase.Settle, "reading the books until they stand still");
        var summary = new HistorySummary();
        await _workload.CollectAsync(summary.WatchAsync(HistoryReader.ReadAsync(folder.History, cancellationToken), cancellationToken), cancellationToken);
        findings.Failures = summary.Failures;

        var monitor = new ConvergenceMonitor(_workload, clock, observer, Limits(faults, summary));
        var (judged, audit) = await ConfirmedAudit.RunAsync(monitor, AssembleAsync, observer, cancellationToken);
        findings.Audit = audit;
        findings.Convergence = monitor.Convergence;
        findings.Section = _workload.Section();
        Keep(judged);
        findings.Evidence = await EvidenceReader.ReadAsync(folder.History, audit, cancellationToken);

        async Task<JudgedBooks> AssembleAsync(CancellationToken token)
        {
            var books = await _workload.AssembleAsync(token);
            findings.Convergence = monitor.Convergence;
            return new JudgedBooks(books with { RecordsMissing = findings.OperationsLost }, _workload.TransactionKinds[0], Windows(faults), conditions());
        }
    }

    private SettleLimits Limits(IReadOnlyList<FaultEvent> faults, HistorySummary summary)
    {
        var ended = clock.At(findings.LoadEnded);
        TimeSpan[] quiet = [ended, faults.Max(f => f.ReadyAt) ?? TimeSpan.Zero, findings.RestoredAt ?? TimeSpan.Zero];
        return new SettleLimits(
            QuietSince: quiet.Max(),
            context.Experiment.ServerTimeout,
            summary.Longest,
            Disturbed: summary.AnyUnknown || findings.OperationsLost > 0 || findings.RestoredAt is not null || faults.Any(f => f.CalledAt is not null),
            context.Experiment.SettleCap);
    }

    private FaultWindow[] Windows(IReadOnlyList<FaultEvent> faults) =>
        [.. faults
            .Where(f => f.CalledAt is not null)
            .Select(f => new FaultWindow($"{f.Action} {f.Instance}", f.CalledAt!.Value, (f.ReadyAt ?? clock.Elapsed) + WindowGrace))];

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
