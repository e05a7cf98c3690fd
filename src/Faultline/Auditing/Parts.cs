namespace Faultline.Auditing;

/// <summary>Connected parts of the graph of transactions and accounts (union–find with path halving); flags join nothing.</summary>
internal sealed class Parts
{
    private readonly int[] _parent;

    public Parts(Ledger ledger)
    {
        _parent = new int[ledger.Accounts.Length];
        for (var a = 0; a < _parent.Length; a++)
            _parent[a] = a;
        foreach (var transaction in ledger.Transactions)
        {
            var first = FirstAccount(ledger, transaction);
            for (var i = 0; i < transaction.Postings.Count; i++)
            {
                if (Joins(ledger, transaction.Postings[i]))
                    Union(first, transaction.Postings[i].Account);
            }
        }
    }

    public static bool Joins(Ledger ledger, Posting posting) =>
        posting.Amount != 0 && !ledger.Accounts[posting.Account].Kind.IsFlag;

    /// <summary>The account that stands for the part that a transaction belongs to, or −1 if it joins none.</summary>
    public int Of(Ledger ledger, Transaction transaction)
    {
        var first = FirstAccount(ledger, transaction);
        return first < 0 ? -1 : Of(first);
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

    private static int FirstAccount(Ledger ledger, Transaction transaction)
    {
        for (var i = 0; i < transaction.Postings.Count; i++)
        {
            if (Joins(ledger, transaction.Postings[i]))
                return transaction.Postings[i].Account;
        }

        return -1;
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
