namespace Faultline.Auditing;

/// <summary>The accounts that findings rest on.</summary>
internal sealed class Rests(Ledger ledger)
{
    /// <summary>
    /// Names of all of them: the balances that are off, those that narrow what they should be, and the flags and isolated
    /// accounts that say it.
    /// </summary>
    public HashSet<string> Names(IReadOnlyList<Proof> findings)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            names.UnionWith(Accounts(finding).Select(a => ledger.Account(a).Name));
            names.UnionWith(finding.Others.Select(a => a.Name));
        }

        return names;
    }

    /// <summary>
    /// From when the effects of the last operation had to be there until all accounts had their last value; null where that is not known.
    /// </summary>
    public TimeSpan? Duration(Proof finding)
    {
        var healed = Accounts(finding)
            .Select(ledger.Account)
            .Concat(finding.Others)
            .Where(a => a.FirstClosing != a.Closing)
            .Max(a => a.StoodSince);
        if (healed is not { } at || finding.Ended is not { } ended)
            return null;
        return at > ended ? at - ended : TimeSpan.Zero;
    }

    private List<int> Accounts(Proof finding)
    {
        List<int> accounts = [.. finding.Accounts];
        foreach (var transaction in finding.Transactions)
        {
            foreach (var posting in ledger.Postings(transaction))
            {
                if (ledger.IsFlag(posting.Account) || ledger.Isolated(posting.Account))
                    accounts.Add(posting.Account);
            }
        }

        return accounts;
    }
}
