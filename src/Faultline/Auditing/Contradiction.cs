namespace Faultline.Auditing;

/// <summary>
/// An account that what the others leave does not explain, though each of them for itself could be right. Which of them
/// is wrong is found by trial: a balance or a transaction without which all the rest fits is named, an innocent is not.
/// </summary>
/// <param name="hearing">What is known.</param>
/// <param name="before">How often each transaction may have applied before balances were compared with each other.</param>
/// <param name="ct">Stops it.</param>
internal sealed class Contradiction(Hearing hearing, Bounds[] before, CancellationToken ct)
{
    private const int Named = 3;

    private readonly Ledger _ledger = hearing.Ledger;
    private readonly Propagation _trial = new(hearing, before) { Trail = new() };

    /// <summary>Tells of a part of which one account is left no solution.</summary>
    public void Tell(int account, Part part)
    {
        var (accounts, transactions) = (part.Accounts, part.Transactions);
        if (!hearing.Work.Affords(part.Entries * (accounts.Count + transactions.Count)))
        {
            Tell(account, accounts, part, "no number of effects explains its balance together with the others'");
            return;
        }

        var wrong = transactions.Where(t => !hearing.Wrong[t] && FitsWithout(t, transactions)).ToList();
        var off = accounts.Where(a => hearing.Sweep.Known(a) && !_ledger.IsFlag(a) && FitsWithoutBalance(a, transactions)).ToList();
        if (wrong is [var only] && off.Count == 0)
        {
            var kind = _ledger.Accepted(only) == 0 && _ledger.Unknown(only) > 0
                ? _ledger.Transaction(only).Kind.Partial
                : Kind(account);
            hearing.Findings.OfSuspect(kind, only, accounts, Expected(accounts), "it alone would explain by effects on some of its accounts what none of the rest can");
            return;
        }

        string[] names = [.. off.Select(a => _ledger.Account(a).Name), .. wrong.Select(t => _ledger.Transaction(t).Name)];
        var actual = names.Length == 0
            ? "no single balance or transaction explains it"
            : $"if {string.Join(" or ", names.Take(Named))}{(names.Length > Named ? Figures.Text($" or one of {names.Length - Named} others") : "")} alone is wrong, all else fits";
        Tell(off.Count > 0 ? off[0] : account, off.Count > 0 ? off : accounts, part, actual);
    }

    // What is named depends on the others' balances as well: one of them that is late could accuse an innocent.
    private void Tell(int account, List<int> named, Part part, string actual) =>
        hearing.Findings.OfPart(
            Kind(account), PartText.Entity(_ledger, named), [.. named.Union(part.Joined(_ledger, before))], part.Transactions, Expected(named), actual);

    private string Kind(int account) => _ledger.Account(account).Kind.OutOfBounds;

    private static string Expected(List<int> accounts) =>
        Figures.Text($"balances that the outcomes explain together, {Figures.Count(accounts.Count, "account", "accounts")} in all");

    private bool FitsWithout(int transaction, List<int> all)
    {
        var bounds = before[transaction];
        hearing.Wrong[transaction] = true;
        before[transaction] = new(Math.Min(0, bounds.Lo), bounds.Hi + 1);
        var fits = Fits(all);
        before[transaction] = bounds;
        hearing.Wrong[transaction] = false;
        return fits;
    }

    private bool FitsWithoutBalance(int account, List<int> all)
    {
        hearing.Add(new(account, 0, 0, 0));
        var fits = Fits(all);
        hearing.Remove(account);
        return fits;
    }

    private bool Fits(List<int> all)
    {
        foreach (var transaction in all)
            _trial.Add(transaction);
        var fits = _trial.Run(stopAtFirst: true, ct) && _trial.Contradictions.Count == 0;
        _trial.Undo();
        return fits;
    }
}
