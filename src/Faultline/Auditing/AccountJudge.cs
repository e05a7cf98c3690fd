namespace Faultline.Auditing;

/// <summary>Judges balances: below zero, promised twice over, or outside of what all transactions together allow.</summary>
internal sealed class AccountJudge(AccountLedger ledger, AnomalyWriter writer)
{
    public const string UntouchedMoved = "untouched-account-moved";

    /// <summary>What the log alone proves: more was acknowledged than there was.</summary>
    public void JudgePromises(List<Anomaly> anomalies, HashSet<int> told)
    {
        for (var a = 0; a < ledger.Books.Accounts.Count; a++)
        {
            var account = ledger.Books.Accounts[a];
            if (account.Kind.IsFlag) continue;
            var highest = account.Opening;
            foreach (var (transaction, amount) in ledger.Touches(a))
                highest += amount * (amount < 0 ? ledger.Ranges[transaction].Low : ledger.Ranges[transaction].High);
            if (highest >= 0 || !told.Add(a)) continue;
            anomalies.Add(writer.ForAccount(
                a, account.Kind.Overdrawn, $"no more acknowledged than the {account.Opening} there were",
                $"{account.Opening - highest} acknowledged", implicated: true));
        }
    }

    /// <summary>Judges the balances of a sweep.</summary>
    /// <param name="state">The sweep.</param>
    /// <param name="ranges">What each transaction may have done, widened where it is proved wrong already.</param>
    /// <param name="anomalies">Takes the anomalies.</param>
    /// <param name="told">Accounts that are told already; takes those that are told here.</param>
    public void JudgeBalances(ClosingState state, EffectRange[] ranges, List<Anomaly> anomalies, HashSet<int> told)
    {
        for (var a = 0; a < ledger.Books.Accounts.Count; a++)
        {
            var account = ledger.Books.Accounts[a];
            if (account.Kind.IsFlag || state.Closing(a) is not { } closing) continue;
            if (closing < 0 && told.Add(a))
            {
                anomalies.Add(writer.ForAccount(a, account.Kind.Overdrawn, "at least 0", $"{closing}", implicated: true));
                continue;
            }

            // What an isolated account shows has been judged with its transaction.
            if (ledger.IsIsolated(a) || ledger.Touches(a).IsEmpty) continue;
            if (Contradiction(a, account, closing, ranges) is { } expected && told.Add(a))
                anomalies.Add(writer.ForAccount(a, account.Kind.OutOfBounds, expected, $"{closing} (before the load {account.Opening})", implicated: true));
        }
    }

    /// <summary>Accounts that no attempted transaction touches must stand where they stood.</summary>
    public void JudgeUntouched(ClosingState state, List<Anomaly> anomalies)
    {
        foreach (var account in ledger.Books.Untouched)
            if (state.Closing(account) is { } closing && closing != account.Opening)
                anomalies.Add(writer.ForUntouched(account, UntouchedMoved, $"{account.Opening}", $"{closing}"));
    }

    /// <summary>What the balance should be, where it is something else; null where it can be explained.</summary>
    private string? Contradiction(int index, Account account, long closing, EffectRange[] ranges)
    {
        long lowest = account.Opening, highest = account.Opening;
        foreach (var (transaction, amount) in ledger.Touches(index))
        {
            var (low, high) = (amount * ranges[transaction].Low, amount * ranges[transaction].High);
            lowest += Math.Min(low, high);
            highest += Math.Max(low, high);
        }

        if (closing < lowest || closing > highest) return lowest == highest ? $"{lowest}" : $"{lowest} to {highest}";
        return SumReachability.CanReach(closing - lowest, ledger.Touches(index), ranges)
            ? null
            : $"a sum of whole transactions between {lowest} and {highest}";
    }
}
