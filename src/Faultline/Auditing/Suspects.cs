namespace Faultline.Auditing;

/// <summary>
/// Looks for the smallest change that explains the balances which are off: one transaction that did once more or once
/// less than allowed, on several of them or on one. Balances that one transaction explains together are one anomaly.
/// </summary>
internal sealed class Suspects
{
    private const int Named = 3;

    private readonly Hearing _hearing;
    private readonly Ledger _ledger;
    private readonly Reachability _reachability = new();
    private readonly List<(List<int> Accounts, List<Suspicion> Suspicions)> _groups = [];

    private readonly Work _work;

    public Suspects(Hearing hearing, CancellationToken ct)
    {
        (_hearing, _ledger, _work) = (hearing, hearing.Ledger, hearing.Work.Again());
        var off = hearing.Deviations.Values.Where(d => !d.Told).Select(d => d.Account).Order().ToArray();
        var changes = Changes(off, ct);
        var open = off.ToHashSet();
        foreach (var several in changes.Values.Where(c => c.Accounts.Count > 1).OrderByDescending(c => c.Accounts.Count).ThenBy(c => c.Transaction))
        {
            if (several.Accounts.All(open.Contains))
                Group(several.Accounts, changes, open);
        }

        foreach (var account in off.Where(open.Contains).ToArray())
            Group([account], changes, open);
    }

    /// <summary>Tells every group of balances, once it is known where all else fits.</summary>
    /// <param name="fits">Whether all else that hangs together with an account fits once the change is made.</param>
    public void Tell(Predicate<int> fits)
    {
        foreach (var (accounts, suspicions) in _groups)
            Tell(accounts, suspicions, fits);
    }

    private SortedDictionary<(int, int), Suspicion> Changes(int[] off, CancellationToken ct)
    {
        var changes = new SortedDictionary<(int, int), Suspicion>();
        foreach (var account in off)
        {
            ct.ThrowIfCancellationRequested();
            var deviation = _hearing.Deviations[account];
            var touching = _ledger.Touching(account);
            foreach (var (transaction, amount) in touching)
            {
                if (_hearing.Wrong[transaction])
                    continue;
                for (var times = -1; times <= 1; times += 2)
                {
                    if (!Fits(deviation, touching, (Int128)amount * times))
                        continue;
                    if (!changes.TryGetValue((transaction, times), out var change))
                        changes.Add((transaction, times), change = new(transaction, times, []));
                    change.Accounts.Add(account);
                }
            }
        }

        return changes;
    }

    private void Group(List<int> accounts, SortedDictionary<(int, int), Suspicion> changes, HashSet<int> open)
    {
        List<Suspicion> suspicions = [];
        foreach (var (transaction, _) in _ledger.Touching(accounts[0]))
        {
            for (var times = -1; times <= 1; times += 2)
            {
                if (changes.TryGetValue((transaction, times), out var change) && accounts.All(change.Accounts.Contains))
                    suspicions.Add(change with { Accounts = accounts });
            }
        }

        // An answer that nobody got contradicts nothing: what it left half done is more likely than a wrong answer.
        var partial = suspicions.Where(s => s.Times > 0 && s.Kind(_hearing) == _ledger.Transaction(s.Transaction).Kind.Partial).ToList();
        if (partial.Count > 0)
            suspicions = partial;
        if (suspicions.Count > 0)
        {
            foreach (var account in accounts)
                _hearing.Explain(account, (Int128)Amount(suspicions[0].Transaction, account) * suspicions[0].Times);
        }

        open.ExceptWith(accounts);
        _groups.Add((accounts, suspicions));
    }

    private bool Fits(in Deviation deviation, ReadOnlySpan<Entry> touching, Int128 shift)
    {
        var moved = deviation.Moved - shift;
        if (!deviation.Between(moved))
            return false;
        if (touching.Length > 256 || !_work.Affords(Reachability.Most(touching.Length)))
            return true;
        var visited = _reachability.Visited;
        var excluded = _reachability.Excludes(moved - deviation.Least, deviation.Most - deviation.Least, touching, _hearing.Allowed);
        _work.Spend(_reachability.Visited - visited);
        return !excluded;
    }

    private long Amount(int transaction, int account)
    {
        foreach (var posting in _ledger.Postings(transaction))
        {
            if (posting.Account == account)
                return posting.Amount;
        }

        return 0;
    }

    private void Tell(List<int> accounts, List<Suspicion> suspicions, Predicate<int> fits)
    {
        var expected = string.Join("; ", accounts.Select(a => Label(accounts, a) + AccountText.Expected(_hearing, _hearing.Deviations[a])));
        var actual = string.Join("; ", accounts.Select(a => Label(accounts, a) + AccountText.Actual(_hearing, _hearing.Deviations[a])));
        var kinds = suspicions.Select(s => s.Kind(_hearing)).Distinct().ToArray();
        var kind = kinds is [{ } only] ? only : _ledger.Account(accounts[0]).Kind.OutOfBounds;
        if (suspicions.Count > 0)
            actual = Figures.Text($"{actual}; {Change(suspicions, accounts)}, {(fits(accounts[0]) ? "all fits" : accounts.Count == 1 ? "this balance fits" : "these balances fit")}");
        if (suspicions.Count == 1 && kinds[0] is not null)
            _hearing.Findings.OfSuspect(kind, suspicions[0].Transaction, accounts, expected, actual);
        else if (suspicions.Count > 0)
            _hearing.Findings.OfSuspects(kind, suspicions.Select(s => s.Transaction).Distinct(), accounts, expected, actual);
        else
            _hearing.Findings.OfAccounts(kind, accounts, expected, actual);
    }

    private string Label(List<int> accounts, int account) =>
        accounts.Count == 1 ? "" : _ledger.Account(account).Name + ": ";

    private string Change(List<Suspicion> suspicions, List<int> accounts)
    {
        var names = string.Join(" or ", suspicions.Take(Named).Select(s => _ledger.Transaction(s.Transaction).Name));
        var others = suspicions.Count > Named ? Figures.Text($" or one of {suspicions.Count - Named} others") : "";
        var direction = suspicions.All(s => s.Times > 0) ? "once more" : suspicions.All(s => s.Times < 0) ? "once less" : "once more or less";
        return $"if {names}{others} moved {string.Join(" and ", accounts.Take(Named).Select(a => _ledger.Account(a).Name))}{(accounts.Count > Named ? " and more" : "")} {direction}";
    }
}
