namespace Faultline.Auditing;

/// <summary>
/// What unknown outcomes leave open. An attempt is resolved on an account if its transaction can have had one number of
/// effects only, if the account is isolated, or if the balance lies at an end of what remains possible once every
/// transaction on it is narrowed by its flag and its isolated accounts: then all their effects are determined.
/// </summary>
internal sealed class BlindSpotGauge
{
    private readonly Ledger _ledger;
    private readonly bool[] _explained;

    public BlindSpotGauge(Ledger ledger, Judgement judgement, bool converged)
    {
        _ledger = ledger;
        _explained = new bool[ledger.Accounts.Length];
        if (!converged)
            return;
        var narrowed = new Bounds[ledger.Transactions.Length];
        for (var t = 0; t < narrowed.Length; t++)
            narrowed[t] = judgement.Wrong[t] ? judgement.Allowed[t] : judgement.Evidence[t].Narrow(ledger.Bounds[t]);
        for (var a = 0; a < _explained.Length; a++)
            _explained[a] = judgement.Sweep.Known(a) && Explains(judgement.Sweep, a, narrowed);
    }

    public (IReadOnlyList<BlindSpot> Spots, int Unresolved) Measure()
    {
        var kinds = new Dictionary<AccountKind, int>();
        var kindOf = new int[_ledger.Accounts.Length];
        for (var a = 0; a < kindOf.Length; a++)
        {
            var kind = _ledger.Accounts[a].Kind;
            if (a > 0 && ReferenceEquals(kind, _ledger.Accounts[a - 1].Kind))
                kindOf[a] = kindOf[a - 1];
            else if (!kinds.TryGetValue(kind, out kindOf[a]))
                kinds.Add(kind, kindOf[a] = kinds.Count);
        }

        var unresolved = new int[kinds.Count];
        var resolved = new int[kinds.Count];
        var widest = new long[kinds.Count];
        var total = 0;
        var state = new Standing[kinds.Count];
        for (var t = 0; t < _ledger.Transactions.Length; t++)
        {
            if (_ledger.Unknown[t] == 0)
                continue;
            Array.Clear(state);
            AddPostings(t, kindOf, state, widest);
            for (var k = 0; k < state.Length; k++)
            {
                if (state[k] == Standing.Resolved)
                    resolved[k] += _ledger.Unknown[t];
                else if (state[k] == Standing.Unresolved)
                    unresolved[k] += _ledger.Unknown[t];
            }

            if (LeftOpen(t, kindOf, state))
                total += _ledger.Unknown[t];
        }

        return ([.. kinds.Select(k => new BlindSpot(k.Key.Name, unresolved[k.Value], resolved[k.Value], widest[k.Value]))], total);
    }

    private void AddPostings(int transaction, int[] kindOf, Standing[] state, long[] widest)
    {
        var bounds = _ledger.Bounds[transaction];
        var postings = _ledger.Transactions[transaction].Postings;
        for (var i = 0; i < postings.Count; i++)
        {
            var (account, amount) = postings[i];
            if (amount == 0)
                continue;
            ref var standing = ref state[kindOf[account]];
            if (!bounds.Open || _explained[account])
            {
                standing = standing == Standing.Unresolved ? standing : Standing.Resolved;
                continue;
            }

            standing = Standing.Unresolved;
            widest[kindOf[account]] += _ledger.Accounts[account].Kind.IsFlag ? 1 : Math.Abs(amount) * (bounds.Hi - bounds.Lo);
        }
    }

    // A flag alone tells that it happened, not that the accounts moved; it counts only where there is nothing else.
    private bool LeftOpen(int transaction, int[] kindOf, Standing[] state)
    {
        bool flags = false, accounts = false, other = false;
        var postings = _ledger.Transactions[transaction].Postings;
        for (var i = 0; i < postings.Count; i++)
        {
            var (account, amount) = postings[i];
            if (amount == 0)
                continue;
            var open = state[kindOf[account]] == Standing.Unresolved;
            if (_ledger.Accounts[account].Kind.IsFlag)
            {
                flags |= open;
                continue;
            }

            other = true;
            accounts |= open;
        }

        return other ? accounts : flags;
    }

    private bool Explains(Sweep sweep, int account, Bounds[] narrowed)
    {
        if (_ledger.Accounts[account].Kind.IsFlag)
            return sweep.Closing(account) == 0 || _ledger.Isolated(account);
        if (_ledger.Books.ContentIncomplete)
            return false;
        if (_ledger.Isolated(account))
            return true;
        long least = 0, most = 0;
        foreach (var entry in _ledger.Touching(account))
        {
            var (fewest, mostly) = narrowed[entry.Transaction].Times(entry.Amount);
            least += fewest;
            most += mostly;
        }

        return sweep.Moved(account) == least || sweep.Moved(account) == most;
    }

    private enum Standing : byte
    {
        Absent,
        Resolved,
        Unresolved,
    }
}
