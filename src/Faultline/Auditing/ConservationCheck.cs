namespace Faultline.Auditing;

/// <summary>
/// Whether accounts that only trade among themselves kept their value: Σ weight·(opening − closing) = 0 in each
/// connected part, whatever the outcomes. A part is judged only if all its balances are known, each of its
/// transactions sums to zero and none is damaged; what its proven transactions may have shifted is not told again.
/// </summary>
internal sealed class ConservationCheck
{
    private readonly Ledger _ledger;
    private readonly Sweep _sweep;
    private readonly Parts _parts;
    private readonly Tally[] _tallies;

    public ConservationCheck(Ledger ledger, Sweep sweep, Parts parts)
    {
        _ledger = ledger;
        _sweep = sweep;
        _parts = parts;
        _tallies = new Tally[ledger.Accounts.Length];
    }

    public void Judge(bool[] wrong, Bounds[] allowed, Findings findings)
    {
        for (var a = 0; a < _ledger.Accounts.Length; a++)
            AddAccount(a);
        for (var t = 0; t < _ledger.Transactions.Length; t++)
            AddTransaction(t, wrong[t], allowed[t]);

        var broken = new Dictionary<int, (List<int> Accounts, List<int> Transactions)>();
        for (var part = 0; part < _tallies.Length; part++)
        {
            if (_tallies[part].Broken)
                broken.Add(part, ([], []));
        }

        if (broken.Count == 0)
            return;
        for (var a = 0; a < _ledger.Accounts.Length; a++)
        {
            if (broken.TryGetValue(_parts.Of(a), out var members))
                members.Accounts.Add(a);
        }

        for (var t = 0; t < _ledger.Transactions.Length; t++)
        {
            if (broken.TryGetValue(_parts.Of(_ledger, _ledger.Transactions[t]), out var members))
                members.Transactions.Add(t);
        }

        foreach (var (part, members) in broken)
            Report(part, members.Accounts, members.Transactions, findings);
    }

    private void AddAccount(int account)
    {
        if (_ledger.Accounts[account].Kind.IsFlag)
            return;
        ref var tally = ref _tallies[_parts.Of(account)];
        var weight = _ledger.Accounts[account].Weight;
        tally.Lost -= (Int128)weight * _sweep.Moved(account);
        tally.Blind |= _ledger.Touching(account).IsEmpty || (weight != 0 && !_sweep.Known(account));
    }

    private void AddTransaction(int index, bool wrong, Bounds allowed)
    {
        var transaction = _ledger.Transactions[index];
        var part = _parts.Of(_ledger, transaction);
        if (part < 0)
            return;
        ref var tally = ref _tallies[part];
        Int128 sum = 0;
        for (var i = 0; i < transaction.Postings.Count; i++)
        {
            var (account, amount) = transaction.Postings[i];
            var value = (Int128)_ledger.Accounts[account].Weight * amount;
            sum += value;
            if (!wrong || !Parts.Joins(_ledger, transaction.Postings[i]))
                continue;
            if (_ledger.Isolated(account))
            {
                value = (Int128)_ledger.Accounts[account].Weight * _sweep.Moved(account);
                tally.Explain(value, value);
            }
            else
            {
                tally.Explain(value * allowed.Lo, value * allowed.Hi);
            }
        }

        tally.Blind |= sum != 0 || (transaction.Damage is not null && !allowed.Nothing);
    }

    private void Report(int part, List<int> accounts, List<int> transactions, Findings findings)
    {
        const int Named = 3;
        var names = string.Join(", ", accounts.Take(Named).Select(a => _ledger.Accounts[a].Name));
        var entity = accounts.Count > Named ? Figures.Text($"{names} and {accounts.Count - Named} more") : names;
        var lost = _tallies[part].Lost;
        findings.OfPart(
            AnomalyKinds.ConservationBroken,
            entity,
            transactions,
            "value that leaves one account arrives at another, whatever the outcomes",
            lost > 0 ? Figures.Text($"a value of {lost} is gone") : Figures.Text($"a value of {-lost} came from nowhere"));
    }

    /// <summary>Value that a part lost, and what its proven transactions may have to do with it.</summary>
    private struct Tally
    {
        public Int128 Lost;
        public bool Blind;
        private Int128 _gainedLeast;
        private Int128 _gainedMost;

        public readonly bool Broken => !Blind && Lost != 0 && (-Lost < _gainedLeast || -Lost > _gainedMost);

        public void Explain(Int128 one, Int128 other)
        {
            _gainedLeast += Int128.Min(one, other);
            _gainedMost += Int128.Max(one, other);
        }
    }
}
