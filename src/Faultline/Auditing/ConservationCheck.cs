namespace Faultline.Auditing;

/// <summary>
/// Whether accounts that trade among themselves kept their value: in each part that transactions with an open number of
/// effects join, Σ weight·movement = Σ value·effects, once what is settled is taken off. The value of a transaction is the
/// sum of its weighted postings: 0 where it conserves, else what comes in (a deposit) or goes out (a fee) with each of its
/// effects, which bounds the sum. A part is judged only if all its balances are known. What wrong transactions and
/// balances that are off for themselves may have shifted is no imbalance.
/// </summary>
internal sealed class ConservationCheck
{
    private readonly Hearing _hearing;
    private readonly Ledger _ledger;
    private readonly Bounds[] _bounds;
    private readonly bool[] _joins;
    private readonly Parts _parts;
    private readonly Dictionary<int, ValueTally> _tallies = [];

    private ConservationCheck(Hearing hearing)
    {
        (_hearing, _ledger, _bounds) = (hearing, hearing.Ledger, hearing.Allowed);
        _joins = new bool[_ledger.Count];
        for (var t = 0; t < _joins.Length; t++)
            _joins[t] = _bounds[t].Open && !_hearing.Wrong[t] && !_ledger.GivenTwice(t);
        _parts = new(_ledger, Joins);
    }

    /// <summary>A sum was beyond what can be computed exactly.</summary>
    public bool Beyond { get; private set; }

    /// <summary>Parts whose sum cannot be, by the account that stands for them.</summary>
    public IEnumerable<Imbalance> Imbalances => _tallies.Where(t => t.Value.Broken).Select(t => t.Value.Imbalance(t.Key)).OrderBy(i => i.Part);

    /// <summary>Parts into which value came or from which it went, where the sum says something of that.</summary>
    public IEnumerable<(Imbalance Sum, Entry[] Values)> Outside =>
        _tallies.Where(t => t.Value.TellsOutside).OrderBy(t => t.Key).Select(t => (t.Value.Imbalance(t.Key), t.Value.Values));

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

        foreach (var imbalance in imbalances)
            Tell(imbalance, members[imbalance.Part].Accounts, rests(members[imbalance.Part].Accounts), members[imbalance.Part].Transactions);
    }

    private void Tell(in Imbalance imbalance, List<int> accounts, List<int> rests, List<int> transactions)
    {
        var told = imbalance;
        var causes = transactions.Where(t => Explains(t, told)).ToList();
        var (expected, actual) = (imbalance.Expected(transactions.Count), imbalance.Actual + ImbalanceText.Causes(_ledger, causes));
        if (causes is [var cause] && _ledger.Accepted(cause) == 0 && Sides(cause) > 1)
            _hearing.Findings.OfSuspect(_ledger.Transaction(cause).Kind.Partial, cause, rests, expected, actual);
        else
            _hearing.Findings.OfPart(AnomalyKinds.ConservationBroken, PartText.Entity(_ledger, accounts), rests, transactions, expected, actual);
    }

    /// <summary>One account of the transaction moved by it once more or once less than the rest would make the sum possible.</summary>
    private bool Explains(int transaction, in Imbalance imbalance)
    {
        foreach (var (account, amount) in _ledger.Postings(transaction))
        {
            var value = (Int128)_ledger.Account(account).Weight * amount;
            if (!_ledger.IsFlag(account) && (imbalance.Within(imbalance.Gained - value) || imbalance.Within(imbalance.Gained + value)))
                return true;
        }

        return false;
    }

    private int Sides(int transaction)
    {
        var sides = 0;
        foreach (var (account, _) in _ledger.Postings(transaction))
            sides += _ledger.IsFlag(account) ? 0 : 1;
        return sides;
    }

    /// <summary>True where the number of effects was open when the sums were made, and is the same on all accounts.</summary>
    private bool Joins(int transaction) => _joins[transaction];

    private void AddTransaction(int transaction)
    {
        var part = _parts.Of(_ledger, transaction);
        if (part < 0)
            return;
        if (!_tallies.TryGetValue(part, out var tally))
            _tallies.Add(part, tally = new());
        tally.Blind |= _hearing.Vague(transaction);
        try
        {
            tally.Add(transaction, Value(transaction), _bounds[transaction]);
        }
        catch (OverflowException)
        {
            tally.Blind = Beyond = true;
        }
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

    private void AddAccount(int account, ValueTally tally)
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

            tally.Gain(checked(weight * rest));
            if (_hearing.Deviations.TryGetValue(account, out var off))
                tally.Explain(checked(weight * (off.Moved - off.Most)), checked(weight * (off.Moved - off.Least)));
        }
        catch (OverflowException)
        {
            tally.Blind = Beyond = true;
        }
    }
}
