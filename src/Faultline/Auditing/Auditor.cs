namespace Faultline.Auditing;

/// <summary>Proves from the attempts and the balances before and after what went wrong; knows no trade.</summary>
public static class Auditor
{
    /// <summary>
    /// Judges the books at the last sweep; what only the first one showed is transient. Every anomaly is a proof: no
    /// number of effects within the bounds of the answers explains the balances.
    /// </summary>
    /// <param name="books">Accounts, and what was tried on them.</param>
    /// <param name="windows">When faults stood.</param>
    /// <param name="converged">The state stood still; if not, only what the answers alone prove is told.</param>
    /// <param name="ct">Stops the audit.</param>
    /// <exception cref="OperationCanceledException">The audit was stopped.</exception>
    public static AuditResult Audit(
        Books books, IReadOnlyList<FaultWindow> windows, bool converged, CancellationToken ct)
    {
        var ledger = new Ledger(books, ct);
        var last = Judgement.Of(ledger, Sweep.Last(ledger.Accounts), windows, converged, ct);
        IReadOnlyList<Anomaly> transients = [];
        if (converged && (ledger.Accounts.Any(Changed) || books.Untouched.Any(Changed)))
        {
            var first = Judgement.Of(ledger, Sweep.First(ledger.Accounts), windows, converged, ct);
            transients = Healed(first.Anomalies, last.Anomalies);
        }

        var (spots, unresolved) = new BlindSpotGauge(ledger, last, converged).Measure();
        var reads = ReadJudge.Judge(books, windows, ct);
        return new(
            WithReads(last.Anomalies, reads.Anomalies),
            transients,
            spots,
            ledger.Transactions.Length,
            ledger.Attempts,
            unresolved,
            last.Evidence.Count(e => e.Applied))
        {
            Implicated = last.Implicated,
            Omitted = books.ContentIncomplete
                ? ["What some attempted transactions should have posted is not known, so balances were not compared with the answers."]
                : [],
            ReadsJudged = reads.Judged,
            WeakReads = reads.Weak,
        };
    }

    /// <summary>What the closing balance shows as well is told once.</summary>
    private static IReadOnlyList<Anomaly> WithReads(IReadOnlyList<Anomaly> anomalies, IReadOnlyList<Anomaly> ofReads) => ofReads.Count == 0
        ? anomalies
        : [.. anomalies.Concat(ofReads).DistinctBy(a => (a.Kind, a.Entity)).OrderBy(a => a.Kind, StringComparer.Ordinal).ThenBy(a => a.Entity, StringComparer.Ordinal)];

    private static bool Changed(Account account) =>
        account.FirstClosing is { } first && first != account.Closing;

    private static List<Anomaly> Healed(IReadOnlyList<Anomaly> first, IReadOnlyList<Anomaly> last)
    {
        var standing = last.Select(a => (a.Kind, a.Entity)).ToHashSet();
        return [.. first.Where(a => !standing.Contains((a.Kind, a.Entity))).Select(a => a with { Transient = true })];
    }
}
