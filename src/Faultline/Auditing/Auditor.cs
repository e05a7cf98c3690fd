namespace Faultline.Auditing;

/// <summary>
/// Proves from the attempts, and from the balances before and after, what went wrong. What it tells is proved: no
/// assignment of effects that the outcomes allow explains the books.
/// </summary>
public static class Auditor
{
    /// <summary>Judges the books.</summary>
    /// <param name="books">Accounts, and what was tried on them.</param>
    /// <param name="windows">Stretches of time in which faults stood, to which anomalies are attributed.</param>
    /// <param name="converged">Whether the balances stood still; if not, only what the log alone proves is told.</param>
    /// <param name="cancellationToken">Ends it with an <see cref="OperationCanceledException"/>.</param>
    public static AuditResult Audit(Books books, IReadOnlyList<FaultWindow> windows, bool converged, CancellationToken cancellationToken)
    {
        var ledger = new AccountLedger(books);
        var writer = new AnomalyWriter(ledger, windows);
        cancellationToken.ThrowIfCancellationRequested();

        var last = new ClosingState(ledger, first: false);
        var anomalies = converged ? JudgeState(ledger, last, writer) : JudgeLog(ledger, writer);
        cancellationToken.ThrowIfCancellationRequested();
        var transients = converged ? Healed(JudgeState(ledger, new ClosingState(ledger, first: true), writer), anomalies) : [];
        cancellationToken.ThrowIfCancellationRequested();

        var (blindSpots, unresolved) = new BlindSpotGauge(ledger, last).Measure();
        var judge = new TransactionJudge(ledger, last, writer);
        return new AuditResult(
            anomalies, transients, blindSpots, books.Transactions.Count, books.Transactions.Sum(t => t.Attempts.Count), unresolved,
            Enumerable.Range(0, books.Transactions.Count).Count(judge.Applied));
    }

    private static List<Anomaly> JudgeLog(AccountLedger ledger, AnomalyWriter writer)
    {
        var anomalies = new List<Anomaly>();
        new AccountJudge(ledger, writer).JudgePromises(anomalies, []);
        return anomalies;
    }

    private static List<Anomaly> JudgeState(AccountLedger ledger, ClosingState state, AnomalyWriter writer)
    {
        var anomalies = new List<Anomaly>();
        var wrong = new bool[ledger.Ranges.Length];
        var told = new HashSet<int>();
        var ranges = Enumerable.Range(0, ledger.Ranges.Length).Select(state.Range).ToArray();
        new TransactionJudge(ledger, state, writer).Judge(anomalies, ranges, wrong);

        var accounts = new AccountJudge(ledger, writer);
        accounts.JudgePromises(anomalies, told);
        if (!ledger.Books.ContentIncomplete)
        {
            accounts.JudgeBalances(state, ranges, anomalies, told);
            new ConservationCheck(ledger, state, writer).Judge(wrong, told, anomalies);
            accounts.JudgeUntouched(state, anomalies);
        }

        return anomalies;
    }

    /// <summary>What the first sweep showed and the last does not.</summary>
    private static Anomaly[] Healed(List<Anomaly> first, List<Anomaly> last)
    {
        var standing = last.Select(a => (a.Kind, a.Entity)).ToHashSet();
        return [.. first.Where(a => !standing.Contains((a.Kind, a.Entity))).Select(a => a with { Transient = true })];
    }
}
