namespace Faultline.Auditing;

/// <summary>Proves from the attempts and the balances before and after what went wrong; knows no trade.</summary>
public static class Auditor
{
    /// <summary>
    /// Judges the books at the last reading; what only the first one showed is transient, unless no delay explains it. Every
    /// anomaly is a proof: no number of effects within the bounds of the answers explains the balances. Its kind, and the
    /// transaction that is named where several share the accounts, is the smallest change that would explain them.
    /// </summary>
    /// <param name="books">Accounts, and what was tried on them.</param>
    /// <param name="windows">When faults stood.</param>
    /// <param name="converged">The state stood still; if not, only what the answers alone prove is told.</param>
    /// <param name="ct">Stops the audit.</param>
    /// <exception cref="OperationCanceledException">The audit was stopped.</exception>
    public static AuditResult Audit(
        Books books, IReadOnlyList<FaultWindow> windows, bool converged, CancellationToken ct) =>
        Audit(books, windows, converged, Work.For, ct);

    internal static AuditResult Audit(
        Books books, IReadOnlyList<FaultWindow> windows, bool converged, Func<long, Work> work, CancellationToken ct)
    {
        var ledger = new Ledger(books, ct);
        var last = Judgement.Of(ledger, Sweep.Last(ledger), windows, converged, work(ledger.Entries), ct);
        var findings = last.Findings;
        IReadOnlyList<Anomaly> transients = [];
        if (converged && (ledger.Changed || books.Untouched.Any(Changed)))
        {
            var sweep = Sweep.First(ledger);
            var nowhere = new FirstLook(ledger, sweep, last.Sweep, windows).Judge();
            findings = Joined(findings, Others(nowhere, findings));
            var first = Judgement.Of(ledger, sweep, windows, converged, work(ledger.Entries), ct);
            var rests = new Rests(ledger);
            transients = [.. Others(first.Findings, findings).Select(f => f.Anomaly with { Transient = true, Duration = rests.Duration(f) })];
        }

        var (spots, unresolved) = new BlindSpotGauge(ledger, last, converged).Measure();
        var reads = ReadJudge.Judge(ledger, windows, ct);
        return new(
            WithReads([.. findings.Select(f => f.Anomaly)], reads.Anomalies),
            transients,
            spots,
            ledger.Count,
            ledger.Attempts,
            unresolved,
            last.Applied)
        {
            Implicated = new Rests(ledger).Names(findings),
            Omitted = [.. Omissions(books, last)],
            ReadsJudged = reads.Judged,
            WeakReads = reads.Weak,
        };
    }

    /// <summary>What the closing balance shows as well is told once.</summary>
    private static IReadOnlyList<Anomaly> WithReads(IReadOnlyList<Anomaly> anomalies, IReadOnlyList<Anomaly> ofReads) => ofReads.Count == 0
        ? anomalies
        : [.. anomalies.Concat(ofReads).DistinctBy(a => (a.Kind, a.Entity)).OrderBy(a => a.Kind, StringComparer.Ordinal).ThenBy(a => a.Entity, StringComparer.Ordinal)];

    private static IEnumerable<string> Omissions(Books books, Judgement judgement)
    {
        if (books.Accounts.Count + books.Untouched.Count + books.Transactions.Count == 0)
            yield return "No account can be read, so nothing was held against the answers.";
        if (books.ContentIncomplete)
            yield return "What some attempted transactions should have posted is not known, so of the balances only those tell that moved less than the answers demand.";
        if (books.RecordsMissing > 0)
            yield return Figures.Text($"{Figures.Count(books.RecordsMissing, "operation was", "operations were")} not recorded, so nothing counts that another attempt would explain.");
        if (books.PostingsLeftOut > 0)
            yield return Figures.Text($"{Figures.Count(books.PostingsLeftOut, "posting was to an account", "postings were to accounts")} of which nobody knows what was on them before the load, so nothing was held against the answers there.");
        if (judgement.Unfinished)
            yield return "The balances were not compared with each other to the end: that would have been too much work.";
        if (judgement.Beyond)
            yield return "Amounts beyond what can be computed exactly were not summed.";
    }

    private static bool Changed(Account account) =>
        account.FirstClosing is { } first && first != account.Closing;

    /// <summary>What was found on other entities than what stands.</summary>
    private static List<Proof> Others(IReadOnlyList<Proof> found, IReadOnlyList<Proof> standing)
    {
        var entities = standing.Select(f => f.Anomaly.Entity).ToHashSet();
        return [.. found.Where(f => !entities.Contains(f.Anomaly.Entity))];
    }

    private static IReadOnlyList<Proof> Joined(IReadOnlyList<Proof> findings, List<Proof> more) =>
        more.Count == 0
            ? findings
            : [.. findings.Concat(more).OrderBy(f => f.Anomaly.Kind, StringComparer.Ordinal).ThenBy(f => f.Anomaly.Entity, StringComparer.Ordinal)];
}
