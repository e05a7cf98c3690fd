namespace Faultline.Auditing;

/// <summary>
/// Measures what unknown outcomes leave open. An unknown attempt is resolved for a sort of account where an account
/// shows alone what its transaction did, or where all transactions of an account are settled (by their outcomes and
/// flags) and sum up to its balance exactly.
/// </summary>
internal sealed class BlindSpotGauge(AccountLedger ledger, ClosingState state)
{
    /// <summary>The blind spot per sort of account, and the attempts that are unresolved in any.</summary>
    public (IReadOnlyList<BlindSpot> ByKind, int Unresolved) Measure()
    {
        var gauges = new Dictionary<AccountKind, Gauge>();
        foreach (var account in ledger.Books.Accounts)
            if (!account.Kind.IsFlag) gauges.TryAdd(account.Kind, new Gauge());
        var settled = new bool?[ledger.Books.Accounts.Count];
        var unresolved = 0;
        var open = new HashSet<AccountKind>();
        for (var t = 0; t < ledger.Books.Transactions.Count; t++)
        {
            if (ledger.Unknown[t] == 0) continue;
            open.Clear();
            var touched = new HashSet<AccountKind>();
            foreach (var posting in ledger.Books.Transactions[t].Postings)
            {
                var kind = ledger.Books.Accounts[posting.Account].Kind;
                if (kind.IsFlag) continue;
                touched.Add(kind);
                // Where every outcome allows the same, the unknown ones leave nothing open.
                if (ledger.Ranges[t].IsKnown || (settled[posting.Account] ??= IsSettled(posting.Account))) continue;
                open.Add(kind);
                gauges[kind].Widest += Math.Abs(posting.Amount) * (ledger.Ranges[t].High - ledger.Ranges[t].Low);
            }

            foreach (var kind in touched)
            {
                if (open.Contains(kind)) gauges[kind].Unresolved += ledger.Unknown[t];
                else gauges[kind].Resolved += ledger.Unknown[t];
            }

            // A transaction whose accounts are not known at all hides everything.
            if (open.Count > 0 || touched.Count == 0) unresolved += ledger.Unknown[t];
        }

        return ([.. gauges.Select(g => new BlindSpot(g.Key.Name, g.Value.Unresolved, g.Value.Resolved, g.Value.Widest))], unresolved);
    }

    private bool IsSettled(int account)
    {
        if (ledger.Books.ContentIncomplete || state.Moved(account) is not { } moved) return false;
        if (ledger.IsIsolated(account)) return true;
        foreach (var (transaction, amount) in ledger.Touches(account))
        {
            var range = state.Range(transaction);
            if (!range.IsKnown) return false;
            moved -= amount * range.Low;
        }

        return moved == 0;
    }

    private sealed class Gauge
    {
        public int Unresolved { get; set; }

        public int Resolved { get; set; }

        public long Widest { get; set; }
    }
}
