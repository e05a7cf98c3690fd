namespace Faultline.Auditing;

/// <summary>What one reading proves.</summary>
internal sealed class Judgement
{
    private readonly Ledger _ledger;
    private readonly Hearing _hearing;
    private readonly Directions _directions;
    private int _applied;

    private Judgement(Hearing hearing)
    {
        (_hearing, _ledger) = (hearing, hearing.Ledger);
        _directions = _ledger.Directions;
    }

    public Sweep Sweep => _hearing.Sweep;

    /// <summary>How often each transaction may have applied, narrowed as far as the state narrows it.</summary>
    public Bounds[] Narrowed => _hearing.Allowed;

    /// <summary>Accounts whose own balance is off.</summary>
    public IReadOnlyDictionary<int, Deviation> Deviations => _hearing.Deviations;

    public IReadOnlyList<Proof> Findings { get; private set; } = [];

    /// <summary>Transactions that the books show applied at least once (by flag or isolated account).</summary>
    public int Applied => _applied;

    /// <summary>Narrowing was given up before its end.</summary>
    public bool Unfinished => _hearing.Work.Exhausted;

    /// <summary>Some sums were beyond what can be computed exactly.</summary>
    public bool Beyond { get; private set; }

    /// <summary>Judges the state of a reading, or what the answers alone prove where it had not converged.</summary>
    public static Judgement Of(
        Ledger ledger, Sweep sweep, IReadOnlyList<FaultWindow> windows, bool converged, Work work, CancellationToken ct)
    {
        var judgement = new Judgement(new(ledger, sweep, new(ledger, windows), work));
        judgement.JudgeTransactions(converged, ct);
        judgement.JudgeAccounts(converged, ct);
        if (converged)
        {
            judgement.JudgeUntouched();
            LostAccounts.Tell(ledger, judgement._hearing.Findings);
            if (!ledger.Loose)
                judgement.JudgeTogether(ct);
        }

        judgement.Findings = judgement._hearing.Findings.InOrder();
        return judgement;
    }

    private void JudgeTransactions(bool converged, CancellationToken ct)
    {
        var judge = new TransactionJudge(_ledger, Sweep, _directions);
        for (var t = 0; t < _ledger.Count; t++)
        {
            if ((t & 0xFFFF) == 0)
                ct.ThrowIfCancellationRequested();
            if (_ledger.GivenTwice(t))
            {
                TellTwice(t);
                continue;
            }

            var evidence = Evidence.Of(_ledger, Sweep, t);
            _applied += evidence.Applied ? 1 : 0;
            if (!converged)
                continue;
            if (judge.Kind(t, evidence) is { } kind)
            {
                _hearing.Wrong[t] = true;
                _hearing.Allowed[t] = evidence.Stretch(_ledger.Bounds[t]);
                judge.Report(kind, t, _hearing.Findings);
            }
            else
            {
                _hearing.Allowed[t] = evidence.Narrow(_ledger.Bounds[t], _ledger.Loose);
            }
        }
    }

    private void TellTwice(int transaction)
    {
        var creates = _ledger.Transaction(transaction).GivenTwice!;
        _hearing.Findings.OfTwice(
            transaction,
            creates,
            "an id of its own for every one that is created",
            // Of creates before the load nobody recorded an operation.
            creates.Count > 1 ? Figures.Text($"{creates.Count} were created under the same id") : "it names more than one");
    }

    private void JudgeAccounts(bool converged, CancellationToken ct)
    {
        var judge = new AccountJudge(_hearing, _directions);
        for (var a = 0; a < _ledger.AccountCount; a++)
        {
            if ((a & 0xFFFF) == 0)
                ct.ThrowIfCancellationRequested();
            if (converged && judge.Settled(a))
                continue;
            if (!judge.Overpromised(a) && converged)
                judge.Judge(a);
        }
    }

    private void JudgeUntouched()
    {
        var judge = new AccountJudge(_hearing, _directions);
        foreach (var account in _ledger.Books.Untouched)
        {
            if (!account.Lost && Sweep.Balance(account) is { } closing)
                judge.JudgeUntouched(account, closing);
        }
    }

    private void JudgeTogether(CancellationToken ct)
    {
        var anyOpen = false;
        for (var t = 0; t < _ledger.Count && !anyOpen; t++)
            anyOpen = _hearing.Allowed[t].Open;
        if (!anyOpen && Deviations.Count == 0)
            return;
        var suspects = new Suspects(_hearing, ct);
        var joint = new JointJudge(_hearing);
        joint.Judge(ct);
        Beyond = joint.Beyond;
        suspects.Tell(joint.Fits);
    }
}
