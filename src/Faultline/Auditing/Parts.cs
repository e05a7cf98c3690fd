namespace Faultline.Auditing;

/// <summary>Connected parts of the graph of transactions and accounts (union–find with path halving); flags join nothing.</summary>
internal sealed class Parts
{
    private readonly int[] _parent;

    /// <param name="ledger">The graph.</param>
    /// <param name="joins">Which transactions join their accounts.</param>
    public Parts(Ledger ledger, Predicate<int> joins)
    {
        _parent = new int[ledger.AccountCount];
        for (var a = 0; a < _parent.Length; a++)
            _parent[a] = a;
        for (var t = 0; t < ledger.Count; t++)
        {
            if (!joins(t))
                continue;
            var first = -1;
            foreach (var (account, _) in ledger.Postings(t))
            {
                if (ledger.IsFlag(account))
                    continue;
                if (first < 0)
                    first = account;
                else
                    Union(first, account);
            }
        }
    }

    /// <summary>The account that stands for the part that a transaction belongs to, or −1 if it touches flags only.</summary>
    public int Of(Ledger ledger, int transaction)
    {
        foreach (var (account, _) in ledger.Postings(transaction))
        {
            if (!ledger.IsFlag(account))
                return Of(account);
        }

        return -1;
    }

    /// <summary>The account that stands for the part.</summary>
    public int Of(int account)
    {
        while (_parent[account] != account)
        {
            _parent[account] = _parent[_parent[account]];
            account = _parent[account];
        }

        return account;
    }

    // The lower index stands for both, so that a part is named by the first of its accounts.
    private void Union(int a, int b)
    {
        (a, b) = (Of(a), Of(b));
        if (a < b)
            _parent[b] = a;
        else
            _parent[a] = b;
    }
}
