using Faultline.Auditing;

namespace Faultline.Experiments.Phases;

/// <summary>
/// An audit that accuses nobody before his time: what an accusation rests on is read again until it has stood still for
/// the server's own time-out. What comes right meanwhile is judged anew, so that only what still stands is an anomaly.
/// </summary>
internal static class ConfirmedAudit
{
    /// <summary>Judges the state once it stands still.</summary>
    /// <param name="monitor">Reads the state.</param>
    /// <param name="assemble">Makes the books of what was read last.</param>
    /// <param name="observer">Is told what is read again, and why.</param>
    /// <param name="cancellationToken">Ends it with an <see cref="OperationCanceledException"/>.</param>
    public static async Task<(JudgedBooks Books, AuditResult Audit)> RunAsync(
        ConvergenceMonitor monitor, Func<CancellationToken, Task<JudgedBooks>> assemble, IRunObserver observer, CancellationToken cancellationToken)
    {
        await monitor.SettleAsync(cancellationToken);
        while (true)
        {
            observer.PhaseStarted(RunPhase.Audit, "judging the books");
            var judged = await assemble(cancellationToken);
            var audit = judged.Audit(cancellationToken);
            if (!monitor.Reached) return (judged, audit);

            bool changed;
            // What was read while the load ran comes right by no later reading: nothing of it is implicated.
            if (audit.Implicated.Count == 0)
            {
                changed = await monitor.MovedElsewhereAsync(cancellationToken);
            }
            else
            {
                observer.PhaseStarted(RunPhase.Settle, $"reading again what {audit.Anomalies.Count} findings rest on");
                changed = await monitor.MovesAsync(audit.Implicated, cancellationToken);
            }

            // A state that was given up on is judged once more, as one that has not come to rest.
            if (changed || !monitor.Reached) continue;

            // What a repeated transaction does may itself have shown late: an accusation rests on it too.
            if (audit.Implicated.Count == 0 || (await assemble(cancellationToken)).Books.Kinds.SequenceEqual(judged.Books.Kinds)) return (judged, audit);
        }
    }
}
