namespace Faultline.Auditing;

/// <summary>
/// Judges every transaction by its flag and by the accounts that only it touches. The first kind of anomaly that fits
/// is its kind; each transaction is told once.
/// </summary>
internal sealed class TransactionJudge(AccountLedger ledger, ClosingState state, AnomalyWriter writer)
{
    public const string Lost = "acknowledged-but-lost";
    public const string Phantom = "refused-but-applied";
    public const string GivenBackTwice = "given-back-twice";
    public const string Drift = "amount-drift";

    private readonly List<SeenEffect> _seen = [];

    /// <summary>Judges all; where one is proved wrong, its range in <paramref name="ranges"/> is widened by what was seen.</summary>
    public void Judge(List<Anomaly> anomalies, EffectRange[] ranges, bool[] wrong)
    {
        for (var t = 0; t < ledger.Books.Transactions.Count; t++)
        {
            Look(t);
            var flag = state.Flag(t);
            if (Kind(t, flag) is not { } kind) continue;
            wrong[t] = true;
            var times = _seen.Where(s => !s.Drifted).Select(s => s.Times).ToArray();
            ranges[t] = ranges[t].Widened(times.Append(0).Min(), times.Append(0).Max());
            anomalies.Add(writer.ForTransaction(t, kind, Expected(t, kind), Actual(t, kind, flag)));
        }
    }

    /// <summary>Whether the books show that the transaction applied.</summary>
    public bool Applied(int transaction)
    {
        Look(transaction);
        return !ledger.AppliedBefore(transaction) && state.Flag(transaction) == true || _seen.Exists(s => !s.Drifted && s.Times > 0);
    }

    private void Look(int transaction)
    {
        _seen.Clear();
        // Where transactions are missing, an account that looks isolated may not be.
        if (ledger.Books.ContentIncomplete) return;
        foreach (var posting in ledger.Books.Transactions[transaction].Postings)
        {
            var account = ledger.Books.Accounts[posting.Account];
            if (!account.Kind.IsFlag && ledger.IsIsolated(posting.Account) && state.Moved(posting.Account) is { } moved)
                _seen.Add(new SeenEffect(account, moved, posting.Amount));
        }
    }

    private string? Kind(int transaction, bool? flag)
    {
        var range = ledger.Ranges[transaction];
        var before = ledger.AppliedBefore(transaction);
        if (before ? flag == false : range.Low >= 1 && flag == false) return Lost;
        if (range.Low >= 1 && _seen.Exists(s => !s.Drifted && s.Times < range.Low)) return Lost;
        if (range.High == 0 && Unasked(transaction, flag, before) is { } unasked) return unasked;
        if (range.High >= 1 && FirstOver(range.High) is { } over) return over.Kind.Twice;
        if (_seen.Exists(s => !s.Drifted && s.Times < 0)) return GivenBackTwice;
        if (IsPartial(before ? null : flag)) return ledger.Books.Vocabulary.Partial;
        if (_seen.Exists(s => s.Drifted)) return Drift;
        return ledger.Books.Transactions[transaction].Damage is null ? null : ledger.Books.Vocabulary.Damaged;
    }

    /// <summary>What is wrong with a transaction that must not have applied during the load.</summary>
    private string? Unasked(int transaction, bool? flag, bool before)
    {
        if (!before && flag == true) return Phantom;
        if (FirstOver(0) is not { } moved) return null;
        // It was applied before the load, and an attempt that should have had no effect had one.
        if (before && ledger.Ok[transaction] + ledger.Unknown[transaction] > 0) return moved.Kind.Twice;
        var kinds = _seen.Where(s => !s.Drifted && s.Times > 0).Select(s => s.Account.Kind).Distinct().Count();
        return kinds >= 2 && _seen.TrueForAll(s => s.Drifted || s.Times > 0) ? Phantom : moved.Kind.NotGivenBack;
    }

    private Account? FirstOver(long most)
    {
        foreach (var seen in _seen)
            if (!seen.Drifted && seen.Times > most) return seen.Account;
        return null;
    }

    private bool IsPartial(bool? flag)
    {
        long? times = null;
        foreach (var seen in _seen)
        {
            if (seen.Drifted) continue;
            if (times is { } other && other != seen.Times || flag is { } set && set != seen.Times > 0) return true;
            times = seen.Times;
        }

        return false;
    }

    private string Expected(int transaction, string kind)
    {
        var judged = ledger.Books.Transactions[transaction];
        if (kind == ledger.Books.Vocabulary.Damaged) return judged.Damage!.Expected;
        var refused = judged.Attempts.Count - ledger.Ok[transaction] - ledger.Unknown[transaction];
        var before = ledger.AppliedBefore(transaction) ? ", applied already before the load" : "";
        return $"applied {ledger.Ranges[transaction]} to all of its accounts ({ledger.Ok[transaction]} ok, {ledger.Unknown[transaction]} unknown, {refused} refused{before})";
    }

    private string Actual(int transaction, string kind, bool? flag)
    {
        var judged = ledger.Books.Transactions[transaction];
        if (kind == ledger.Books.Vocabulary.Damaged) return judged.Damage!.Actual;
        var parts = new List<string>();
        if (flag is { } set)
        {
            var name = ledger.Books.Accounts[ledger.Flags[transaction]].Kind.Name;
            parts.Add(set ? name : $"not {name}");
        }

        parts.AddRange(_seen.Select(s =>
            $"{s.Account.Kind.Name} of {s.Account.Name} from {s.Account.Opening} to {s.Account.Opening + s.Moved}{(s.Drifted ? $", no multiple of {s.Amount}" : $" ({s.Times} × {s.Amount})")}"));
        return string.Join("; ", parts);
    }
}
