namespace Faultline.Auditing;

/// <summary>
/// An account that what the others leave does not explain, though each of them for itself could be right. Which of them
/// is wrong is found by trial: a balance or a transaction without which all the rest fits is named, an innocent is not.
/// </summary>
internal sealed class Contradiction(Hearing hearing, Bounds[] before, CancellationToken ct)
{
    private const int Named = 3;

    private readonly Ledger _ledger = hearing.Ledger;

    public void Tell(int account, Func<int, int> partOf)
    {
        var part = partOf(account);
        List<int> accounts = [];
        List<int> transactions = [];
        long entries = 0;
        for (var a = 0; a < _ledger.AccountCount; a++)
        {
            if (_ledger.Touching(a).IsEmpty || partOf(a) != part || (_ledger.IsFlag(a) && _ledger.Isolated(a)))
                continue;
            accounts.Add(a);
            entries += _ledger.Touching(a).Length;
            foreach (var entry in _ledger.Touching(a))
                transactions.Add(entry.Transaction);
        }

        transactions = [.. transactions.Distinct().Order()];
        if (!hearing.Work.Affords(entries * (accounts.Count + transactions.Count)))
        {
            Tell(account, accounts, transactions, "no number of effects explains its balance together with the others'");
            return;
        }

        var trial = new Propagation(hearing, before) { Trail = new() };
        var wrong = transactions.Where(t => !hearing.Wrong[t] && FitsWithout(trial, t, transactions)).ToList();
        var off = accounts.Where(a => hearing.Sweep.Known(a) && !_ledger.IsFlag(a) && FitsWithoutBalance(trial, a, transactions)).ToList();
        if (wrong is [var only] && off.Count == 0)
        {
            var kind = _ledger.Accepted(only) == 0 && _ledger.Unknown(only) > 0
                ? _ledger.Books.Vocabulary.Partial
                : Kind(account);
            hearing.Findings.OfSuspect(kind, only, accounts, Expected(accounts), "it alone would explain by effects on some of its accounts what none of the rest can");
            return;
        }

        string[] names = [.. off.Select(a => _ledger.Account(a).Name), .. wrong.Select(t => _ledger.Transaction(t).Name)];
        var actual = names.Length == 0
            ? "no single balance or transaction explains it"
            : $"if {string.Join(" or ", names.Take(Named))}{(names.Length > Named ? Figures.Text($" or one of {names.Length - Named} others") : "")} alone is wrong, all else fits";
        Tell(off.Count > 0 ? off[0] : account, off.Count > 0 ? off : accounts, transactions, actual);
    }

    private void Tell(int account, List<int> named, List<int> transactions, string actual) =>
        hearing.Findings.OfPart(Kind(account), PartText.Entity(_ledger, named), named, transactions, Expected(named), actual);

    private string Kind(int account) => _ledger.Account(account).Kind.OutOfBounds;

    private static string Expected(List<int> accounts) =>
        Figures.Text($"balances that the outcomes explain together, {Figures.Count(accounts.Count, "account", "accounts")} in all");

    private bool FitsWithout(Propagation trial, int transaction, List<int> all)
    {
        var bounds = before[transaction];
        hearing.Wrong[transaction] = true;
        before[transaction] = new(Math.Min(0, bounds.Lo), bounds.Hi + 1);
        var fits = Fits(trial, all);
        before[transaction] = bounds;
        hearing.Wrong[transaction] = false;
        return fits;
    }

    private bool FitsWithoutBalance(Propagation trial, int account, List<int> all)
    {
        hearing.Add(new(account, 0, 0, 0));
        var fits = Fits(trial, all);
        hearing.Remove(account);
        return fits;
    }

    private bool Fits(Propagation trial, List<int> all)
    {
        foreach (var transaction in all)
            trial.Add(transaction);
        var fits = trial.Run(stopAtFirst: true, ct) && trial.Contradictions.Count == 0;
        trial.Undo();
        return fits;
    }
}
