using Faultline.Histories;

namespace Faultline.Auditing;

/// <summary>The books laid out for judging: what each transaction may have done, and who touches each account.</summary>
internal sealed class AccountLedger
{
    private readonly int[] _touchStart;
    private readonly (int Transaction, long Amount)[] _touches;

    public AccountLedger(Books books)
    {
        Books = books;
        Ranges = new EffectRange[books.Transactions.Count];
        Flags = new int[books.Transactions.Count];
        Unknown = new int[books.Transactions.Count];
        Ok = new int[books.Transactions.Count];
        var counts = new int[books.Accounts.Count + 1];
        for (var t = 0; t < books.Transactions.Count; t++)
        {
            Flags[t] = -1;
            foreach (var posting in books.Transactions[t].Postings)
            {
                counts[posting.Account + 1]++;
                if (books.Accounts[posting.Account].Kind.IsFlag) Flags[t] = posting.Account;
            }

            foreach (var attempt in books.Transactions[t].Attempts)
            {
                if (attempt.Outcome == Outcome.Ok) Ok[t]++;
                else if (attempt.Outcome == Outcome.Unknown) Unknown[t]++;
            }

            Ranges[t] = EffectRange.Of(Ok[t], Unknown[t], books.Repeat, AppliedBefore(t));
        }

        for (var a = 0; a < books.Accounts.Count; a++) counts[a + 1] += counts[a];
        _touchStart = counts;
        _touches = new (int, long)[counts[^1]];
        var next = counts[..^1];
        for (var t = 0; t < books.Transactions.Count; t++)
            foreach (var posting in books.Transactions[t].Postings)
                _touches[next[posting.Account]++] = (t, posting.Amount);
    }

    public Books Books { get; }

    /// <summary>What the outcomes allow each transaction to have done.</summary>
    public EffectRange[] Ranges { get; }

    /// <summary>Index of each transaction's flag account, or −1.</summary>
    public int[] Flags { get; }

    /// <summary>Attempts of each transaction that ended ok.</summary>
    public int[] Ok { get; }

    /// <summary>Attempts of each transaction that ended unknown.</summary>
    public int[] Unknown { get; }

    /// <summary>The transactions that touch an account, with their amounts.</summary>
    public ReadOnlySpan<(int Transaction, long Amount)> Touches(int account) =>
        _touches.AsSpan(_touchStart[account].._touchStart[account + 1]);

    /// <summary>Whether no other attempted transaction touches the account.</summary>
    public bool IsIsolated(int account) => _touchStart[account + 1] - _touchStart[account] == 1;

    /// <summary>Whether the transaction's flag was set before the load.</summary>
    public bool AppliedBefore(int transaction) => Flags[transaction] >= 0 && Books.Accounts[Flags[transaction]].Opening != 0;
}
