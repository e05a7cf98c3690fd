namespace Faultline.Auditing;

/// <summary>
/// What unknown outcomes leave open. An attempt is resolved on an account if its transaction can have had one number of
/// effects only, if the account is isolated, or if the balance lies at an end of what remains possible once every
/// transaction on it is narrowed by all the evidence there is: then all their effects are determined.
/// </summary>
internal sealed class BlindSpotGauge
{
    private readonly Ledger _ledger;
    private readonly bool[] _explained;

    public BlindSpotGauge(Ledger ledger, Judgement judgement, bool converged)
    {
        _ledger = ledger;
        _explained = new bool[ledger.AccountCount];
        if (!converged)
            return;
        for (var a = 0; a < _explained.Length; a++)
            _explained[a] = judgement.Sweep.Known(a) && !judgement.Deviations.ContainsKey(a) && Explains(judgement, a);
    }

    public (IReadOnlyList<BlindSpot> Spots, int Unresolved) Measure()
    {
        var kinds = _ledger.Kinds;
        var unresolved = new int[kinds.Count];
        var resolved = new int[kinds.Count];
        var widest = new long[kinds.Count];
        var total = 0;
        var state = new Standing[kinds.Count];
        for (var t = 0; t < _ledger.Count; t++)
        {
            var doubtful = Doubtful(t);
            if (doubtful == 0)
                continue;
            Array.Clear(state);
            AddPostings(t, state, widest);
            for (var k = 0; k < state.Length; k++)
            {
                if (state[k] == Standing.Resolved)
                    resolved[k] += doubtful;
                else if (state[k] == Standing.Unresolved)
                    unresolved[k] += doubtful;
            }

            if (LeftOpen(t, state))
                total += doubtful;
        }

        return ([.. kinds.Select((kind, k) => new BlindSpot(kind.Name, unresolved[k], resolved[k], widest[k]))], total);
    }

    // Where nobody knows what a repeat does, an answer that came tells as little as one that did not.
    private int Doubtful(int transaction) =>
        !_ledger.RepeatUnknown(transaction) ? _ledger.Unknown(transaction)
        : _ledger.Accepted(transaction) + _ledger.Unknown(transaction) - (_ledger.AppliedBefore(transaction) ? 0 : Math.Min(1, _ledger.Accepted(transaction)));

    private void AddPostings(int transaction, Standing[] state, long[] widest)
    {
        var bounds = _ledger.Bounds[transaction];
        foreach (var (account, amount) in _ledger.Postings(transaction))
        {
            ref var standing = ref state[_ledger.KindOf(account)];
            if (!bounds.Open || _explained[account])
            {
                standing = standing == Standing.Unresolved ? standing : Standing.Resolved;
                continue;
            }

            standing = Standing.Unresolved;
            widest[_ledger.KindOf(account)] = Sum(widest[_ledger.KindOf(account)], _ledger.IsFlag(account) ? 1 : Int128.Abs(amount) * (bounds.Hi - (Int128)bounds.Lo));
        }
    }

    // A flag alone tells that it happened, not that the accounts moved; it counts only where there is nothing else.
    private bool LeftOpen(int transaction, Standing[] state)
    {
        bool flags = false, accounts = false, other = false;
        foreach (var (account, _) in _ledger.Postings(transaction))
        {
            var open = state[_ledger.KindOf(account)] == Standing.Unresolved;
            if (_ledger.IsFlag(account))
            {
                flags |= open;
                continue;
            }

            other = true;
            accounts |= open;
        }

        return other ? accounts : flags;
    }

    // What is more than can be shown is shown as the most that can.
    private static long Sum(long widest, Int128 more) => (long)Int128.Min(long.MaxValue, widest + more);

    private bool Explains(Judgement judgement, int account)
    {
        if (_ledger.IsFlag(account))
            return judgement.Sweep.Flag(account) == 0 || _ledger.Isolated(account);
        if (_ledger.Loose)
            return false;
        if (_ledger.Isolated(account))
            return true;
        Int128 least = 0, most = 0;
        foreach (var entry in _ledger.Touching(account))
        {
            var (fewest, mostly) = judgement.Narrowed[entry.Transaction].Times(entry.Amount);
            least += fewest;
            most += mostly;
        }

        return judgement.Sweep.Moved(account) == least || judgement.Sweep.Moved(account) == most;
    }

    private enum Standing : byte
    {
        Absent,
        Resolved,
        Unresolved,
    }
}
