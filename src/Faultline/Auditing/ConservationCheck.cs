namespace Faultline.Auditing;

/// <summary>Value that accounts which hang together lost, although they only trade among themselves.</summary>
/// <param name="Part">The account that stands for them.</param>
/// <param name="Lost">Value lost; below zero where it came from nowhere.</param>
internal readonly record struct Imbalance(int Part, Int128 Lost);

/// <summary>
/// Whether accounts that only trade among themselves kept their value: Σ weight·movement = 0 in each part that
/// transactions with an open number of effects join, once what is settled is taken off. A part is judged only if all its
/// balances are known and each of its open transactions sums to zero. What wrong transactions and balances that are off
/// for themselves may have shifted is no imbalance.
/// </summary>
internal sealed class ConservationCheck
{
    private const int Named = 3;

    private readonly Hearing _hearing;
    private readonly Ledger _ledger;
    private readonly Bounds[] _bounds;
    private readonly Parts _parts;
    private readonly Dictionary<int, Tally> _tallies = [];

    private ConservationCheck(Hearing hearing)
    {
        (_hearing, _ledger, _bounds) = (hearing, hearing.Ledger, hearing.Allowed);
        _parts = new(_ledger, Joins);
    }

    /// <summary>A sum was beyond what can be computed exactly.</summary>
    public bool Beyond { get; private set; }

    public IReadOnlyList<Imbalance> Imbalances { get; private set; } = [];

    public static ConservationCheck Of(Hearing hearing, CancellationToken ct)
    {
        var check = new ConservationCheck(hearing);
        for (var t = 0; t < check._ledger.Count; t++)
        {
            if ((t & 0xFFFF) == 0)
                ct.ThrowIfCancellationRequested();
            if (check.Joins(t))
                check.AddTransaction(t);
        }

        if (check._tallies.Count > 0)
        {
            for (var a = 0; a < check._ledger.AccountCount; a++)
            {
                if (!check._ledger.IsFlag(a) && check._tallies.TryGetValue(check._parts.Of(a), out var tally) && !tally.Blind)
                    check.AddAccount(a, tally);
            }
        }

        check.Imbalances = [.. check._tallies.Where(t => t.Value.Broken).Select(t => new Imbalance(t.Key, t.Value.Lost)).OrderBy(i => i.Part)];
        return check;
    }

    /// <summary>Tells imbalances, with the transactions that alone would explain them.</summary>
    /// <param name="imbalances">Which.</param>
    /// <param name="rests">All accounts on which the sum over some of them rests.</param>
    public void Tell(IReadOnlyList<Imbalance> imbalances, Func<List<int>, List<int>> rests)
    {
        var members = imbalances.ToDictionary(i => i.Part, _ => (Accounts: new List<int>(), Transactions: new List<int>()));
        for (var a = 0; a < _ledger.AccountCount; a++)
        {
            if (!_ledger.IsFlag(a) && members.TryGetValue(_parts.Of(a), out var of))
                of.Accounts.Add(a);
        }

        for (var t = 0; t < _ledger.Count; t++)
        {
            if (Joins(t) && members.TryGetValue(_parts.Of(_ledger, t), out var of))
                of.Transactions.Add(t);
        }

        foreach (var (part, lost) in imbalances)
            Tell(lost, members[part].Accounts, rests(members[part].Accounts), members[part].Transactions);
    }

    private void Tell(Int128 lost, List<int> accounts, List<int> rests, List<int> transactions)
    {
        var halves = transactions.Where(t => Halved(t, lost)).ToList();
        var expected = Figures.Text(
            $"value that leaves one account arrives at another, whatever the outcomes of the {transactions.Count} open transactions");
        var actual = lost > 0 ? Figures.Text($"a value of {lost} is gone") : Figures.Text($"a value of {-lost} came from nowhere");
        if (halves.Count > 0)
        {
            var others = halves.Count > Named ? Figures.Text($" or one of {halves.Count - Named} others") : "";
            actual += $", as if {string.Join(" or ", halves.Take(Named).Select(t => _ledger.Transaction(t).Name))}{others} had happened to one of its accounts more or less than to the rest";
        }

        if (halves is [var half] && _ledger.Accepted(half) == 0)
            _hearing.Findings.OfSuspect(_ledger.Books.Vocabulary.Partial, half, rests, expected, actual);
        else
            _hearing.Findings.OfPart(AnomalyKinds.ConservationBroken, PartText.Entity(_ledger, accounts), rests, transactions, expected, actual);
    }

    private bool Halved(int transaction, Int128 lost)
    {
        foreach (var (account, amount) in _ledger.Postings(transaction))
        {
            if (!_ledger.IsFlag(account) && Int128.Abs((Int128)_ledger.Account(account).Weight * amount) == Int128.Abs(lost))
                return true;
        }

        return false;
    }

    /// <summary>True where the number of effects is open and the same on all accounts.</summary>
    private bool Joins(int transaction) =>
        _bounds[transaction].Open && !_hearing.Wrong[transaction] && !_ledger.GivenTwice(transaction);

    private void AddTransaction(int transaction)
    {
        var part = _parts.Of(_ledger, transaction);
        if (part < 0)
            return;
        if (!_tallies.TryGetValue(part, out var tally))
            _tallies.Add(part, tally = new());
        Int128 sum = 0;
        try
        {
            sum = Value(transaction);
        }
        catch (OverflowException)
        {
            tally.Blind = Beyond = true;
        }

        tally.Blind |= sum != 0 || _hearing.Vague(transaction);
    }

    private Int128 Value(int transaction)
    {
        Int128 sum = 0;
        foreach (var (account, amount) in _ledger.Postings(transaction))
        {
            if (!_ledger.IsFlag(account))
                sum = checked(sum + ((Int128)_ledger.Account(account).Weight * amount));
        }

        return sum;
    }

    private void AddAccount(int account, Tally tally)
    {
        var weight = _ledger.Account(account).Weight;
        if (weight == 0)
            return;
        tally.Blind |= !_hearing.Sweep.Known(account);
        try
        {
            Int128 rest = _hearing.Sweep.Moved(account);
            foreach (var (transaction, amount) in _ledger.Touching(account))
            {
                tally.Blind |= _hearing.Vague(transaction);
                if (Joins(transaction))
                    continue;
                var (least, most) = _bounds[transaction].Times(amount);
                rest -= least;
                tally.Explain(0, checked(weight * (most - least)));
            }

            tally.Lost = checked(tally.Lost - (weight * rest));
            if (_hearing.Deviations.TryGetValue(account, out var off))
                tally.Explain(checked(weight * (off.Moved - off.Most)), checked(weight * (off.Moved - off.Least)));
        }
        catch (OverflowException)
        {
            tally.Blind = Beyond = true;
        }
    }

    /// <summary>Value that a part lost, and what wrong transactions and balances may have to do with it.</summary>
    private sealed class Tally
    {
        private Int128 _gainedLeast;
        private Int128 _gainedMost;

        public Int128 Lost { get; set; }

        public bool Blind { get; set; }

        public bool Broken => !Blind && Lost != 0 && (-Lost < _gainedLeast || -Lost > _gainedMost);

        public void Explain(Int128 one, Int128 other)
        {
            _gainedLeast = checked(_gainedLeast + Int128.Min(one, other));
            _gainedMost = checked(_gainedMost + Int128.Max(one, other));
        }
    }
}
