namespace Faultline.Auditing;

/// <summary>
/// In each connected part of the graph of transactions and accounts the weighted movements must sum to zero, however
/// often each transaction applied. Unknown outcomes do not widen it. Told only of parts in which nothing else is
/// proved, since a transaction that is proved wrong explains the sum.
/// </summary>
internal sealed class ConservationCheck(AccountLedger ledger, ClosingState state, AnomalyWriter writer)
{
    public const string Broken = "conservation-broken";

    public void Judge(bool[] wrong, HashSet<int> told, List<Anomaly> anomalies)
    {
        var books = ledger.Books;
        var parts = new DisjointSets(books.Accounts.Count);
        foreach (var transaction in books.Transactions)
        {
            var first = -1;
            foreach (var posting in transaction.Postings)
            {
                if (books.Accounts[posting.Account].Kind.IsFlag) continue;
                if (first < 0) first = posting.Account;
                else parts.Unite(first, posting.Account);
            }
        }

        var sums = new long[books.Accounts.Count];
        var exempt = new bool[books.Accounts.Count];
        for (var a = 0; a < books.Accounts.Count; a++)
        {
            if (books.Accounts[a].Kind.IsFlag) continue;
            var root = parts.Find(a);
            if (state.Moved(a) is { } moved) sums[root] += books.Accounts[a].Weight * moved;
            else exempt[root] = true;
            if (told.Contains(a)) exempt[root] = true;
        }

        for (var t = 0; t < books.Transactions.Count; t++)
        {
            if (RootOf(parts, t) is not { } root) continue;
            if (wrong[t] || Weighted(books.Transactions[t]) != 0) exempt[root] = true;
        }

        Tell(parts, sums, exempt, anomalies);
    }

    private void Tell(DisjointSets parts, long[] sums, bool[] exempt, List<Anomaly> anomalies)
    {
        var broken = new Dictionary<int, List<int>>();
        for (var t = 0; t < ledger.Books.Transactions.Count; t++)
        {
            if (RootOf(parts, t) is not { } root || exempt[root] || sums[root] == 0) continue;
            if (!broken.TryGetValue(root, out var members)) broken[root] = members = [];
            members.Add(t);
        }

        foreach (var (root, members) in broken)
        {
            var accounts = members
                .SelectMany(t => ledger.Books.Transactions[t].Postings)
                .Select(p => p.Account)
                .Where(a => !ledger.Books.Accounts[a].Kind.IsFlag)
                .Distinct()
                .Count();
            anomalies.Add(writer.ForPart(
                members, $"{ledger.Books.Accounts[root].Name} and {accounts - 1} connected accounts", Broken,
                "weighted movements that sum to 0", $"they sum to {sums[root]}"));
        }
    }

    private int? RootOf(DisjointSets parts, int transaction)
    {
        foreach (var posting in ledger.Books.Transactions[transaction].Postings)
            if (!ledger.Books.Accounts[posting.Account].Kind.IsFlag) return parts.Find(posting.Account);
        return null;
    }

    private long Weighted(Transaction transaction)
    {
        long sum = 0;
        foreach (var posting in transaction.Postings) sum += ledger.Books.Accounts[posting.Account].Weight * posting.Amount;
        return sum;
    }
}
