namespace Faultline.Auditing;

/// <summary>Tells, once for each sort of account, how many of them are gone.</summary>
internal static class LostAccounts
{
    public static void Tell(Ledger ledger, Findings findings)
    {
        if (!Any(ledger))
            return;
        var kinds = new Dictionary<AccountKind, Sort>();
        for (var a = 0; a < ledger.AccountCount; a++)
        {
            // One that only a read of the load knows was not looked for after it.
            if (ledger.Touching(a).IsEmpty && ledger.Account(a) is { Closing: null, Lost: false })
                continue;
            var sort = Of(kinds, ledger.Account(a).Kind);
            sort.Total++;
            if (!ledger.Lost(a))
                continue;
            sort.Lost.Add(a);
            foreach (var entry in ledger.Touching(a))
                sort.Transactions.Add(entry.Transaction);
        }

        foreach (var account in ledger.Books.Untouched)
        {
            var sort = Of(kinds, account.Kind);
            sort.Total++;
            if (account.Lost)
                sort.Untouched.Add(account);
        }

        foreach (var (kind, sort) in kinds)
        {
            var lost = sort.Lost.Count + sort.Untouched.Count;
            if (lost == 0)
                continue;
            findings.OfKind(
                AnomalyKinds.AccountLost,
                // A flag is a mark of the transaction itself: what is gone is that.
                kind.IsFlag ? kind.Plural : kind.Name,
                Figures.Text($"all {sort.Total:N0} {kind.Plural} that were there before"),
                Figures.Text($"lost {lost:N0} of {sort.Total:N0} {kind.Plural}"),
                sort.Lost,
                [.. sort.Transactions],
                sort.Untouched);
        }
    }

    private static bool Any(Ledger ledger)
    {
        for (var a = 0; a < ledger.AccountCount; a++)
        {
            if (ledger.Lost(a))
                return true;
        }

        return ledger.Books.Untouched.Any(a => a.Lost);
    }

    private static Sort Of(Dictionary<AccountKind, Sort> kinds, AccountKind kind)
    {
        if (!kinds.TryGetValue(kind, out var sort))
            kinds.Add(kind, sort = new());
        return sort;
    }

    private sealed class Sort
    {
        public int Total { get; set; }

        public List<int> Lost { get; } = [];

        public SortedSet<int> Transactions { get; } = [];

        public List<Account> Untouched { get; } = [];
    }
}
