namespace Faultline.Auditing;

/// <summary>What one sweep proves.</summary>
internal sealed class Judgement
{
    private Judgement(Sweep sweep, Evidence[] evidence, bool[] wrong, Bounds[] allowed, Findings findings)
    {
        Sweep = sweep;
        Evidence = evidence;
        Wrong = wrong;
        Allowed = allowed;
        Anomalies = findings.InOrder();
        Implicated = findings.Implicated;
    }

    public Sweep Sweep { get; }

    /// <summary>What the sweep shows of each transaction.</summary>
    public Evidence[] Evidence { get; }

    /// <summary>Transactions that are proven wrong themselves.</summary>
    public bool[] Wrong { get; }

    /// <summary>The bounds from the answers; for a wrong transaction also what it was seen to do.</summary>
    public Bounds[] Allowed { get; }

    public IReadOnlyList<Anomaly> Anomalies { get; }

    public IReadOnlySet<string> Implicated { get; }

    /// <summary>Judges the state of a sweep, or what the answers alone prove where it had not converged.</summary>
    public static Judgement Of(
        Ledger ledger, Sweep sweep, IReadOnlyList<FaultWindow> windows, bool converged, CancellationToken ct)
    {
        var findings = new Findings(ledger, windows);
        var evidence = new Evidence[ledger.Transactions.Length];
        var wrong = new bool[evidence.Length];
        var allowed = ledger.Bounds.AsSpan().ToArray();
        var judge = new TransactionJudge(ledger, sweep);
        for (var t = 0; t < evidence.Length; t++)
        {
            if ((t & 0xFFFF) == 0)
                ct.ThrowIfCancellationRequested();
            evidence[t] = Auditing.Evidence.Of(ledger, sweep, t);
            if (!converged || judge.Kind(t, evidence[t]) is not { } kind)
                continue;
            wrong[t] = true;
            allowed[t] = evidence[t].Stretch(ledger.Bounds[t]);
            judge.Report(kind, t, findings);
        }

        JudgeAccounts(ledger, new(ledger, sweep, allowed, findings), converged, ct);
        if (converged && !ledger.Books.ContentIncomplete)
        {
            new ConservationCheck(ledger, sweep, new(ledger)).Judge(wrong, allowed, findings);
            JudgeUntouched(ledger, sweep, findings);
        }

        return new(sweep, evidence, wrong, allowed, findings);
    }

    private static void JudgeUntouched(Ledger ledger, Sweep sweep, Findings findings)
    {
        foreach (var account in ledger.Books.Untouched)
        {
            if (sweep.Balance(account) is { } closing && closing != account.Opening)
                findings.OfUntouched(account, closing);
        }
    }

    private static void JudgeAccounts(Ledger ledger, AccountJudge judge, bool converged, CancellationToken ct)
    {
        for (var a = 0; a < ledger.Accounts.Length; a++)
        {
            if ((a & 0xFFFF) == 0)
                ct.ThrowIfCancellationRequested();
            if (!judge.Overpromised(a) && converged)
                judge.Judge(a);
        }
    }
}
