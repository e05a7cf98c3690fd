using Faultline.Histories;

namespace Faultline.Auditing;

/// <summary>One transaction's amount on an account.</summary>
internal readonly record struct Entry(int Transaction, long Amount);

/// <summary>The books indexed in both directions, with what the answers alone say of each transaction.</summary>
internal sealed class Ledger
{
    private readonly int[] _start;
    private readonly Entry[] _entries;

    public Ledger(Books books, CancellationToken ct)
    {
        Books = books;
        Accounts = [.. books.Accounts];
        Transactions = [.. books.Transactions];
        Accepted = new int[Transactions.Length];
        Unknown = new int[Transactions.Length];
        Bounds = new Bounds[Transactions.Length];
        _start = new int[Accounts.Length + 1];
        for (var t = 0; t < Transactions.Length; t++)
        {
            if ((t & 0xFFFF) == 0)
                ct.ThrowIfCancellationRequested();
            Count(t);
        }

        for (var a = 0; a < Accounts.Length; a++)
            _start[a + 1] += _start[a];
        _entries = Entries();
    }

    public Books Books { get; }

    public Account[] Accounts { get; }

    public Transaction[] Transactions { get; }

    /// <summary>Attempts that ended ok, per transaction.</summary>
    public int[] Accepted { get; }

    /// <summary>Attempts with unknown outcome, per transaction.</summary>
    public int[] Unknown { get; }

    /// <summary>How often each transaction may have applied, from the answers alone.</summary>
    public Bounds[] Bounds { get; }

    public int Attempts { get; private set; }

    /// <summary>What touches an account, in the order of the transactions.</summary>
    public ReadOnlySpan<Entry> Touching(int account) =>
        _entries.AsSpan(_start[account], _start[account + 1] - _start[account]);

    /// <summary>Only one transaction touches the account, so that its movement shows what that one did.</summary>
    public bool Isolated(int account) =>
        _start[account + 1] - _start[account] == 1
        && (!Books.ContentIncomplete || Accounts[account].Kind.IsFlag);

    public bool NothingTried(int transaction) => Accepted[transaction] == 0 && Unknown[transaction] == 0;

    private void Count(int t)
    {
        var attempts = Transactions[t].Attempts;
        for (var i = 0; i < attempts.Count; i++)
        {
            var outcome = attempts[i].Outcome;
            if (outcome == Outcome.Ok)
                Accepted[t]++;
            else if (outcome == Outcome.Unknown)
                Unknown[t]++;
        }

        Attempts += attempts.Count;
        var appliedBefore = false;
        var postings = Transactions[t].Postings;
        for (var i = 0; i < postings.Count; i++)
        {
            var (account, amount) = postings[i];
            if (amount == 0)
                continue;
            _start[account + 1]++;
            appliedBefore |= Accounts[account].Kind.IsFlag && Accounts[account].Opening != 0;
        }

        Bounds[t] = Auditing.Bounds.Of(Accepted[t], Unknown[t], Books.Repeat, appliedBefore);
    }

    private Entry[] Entries()
    {
        var entries = new Entry[_start[^1]];
        var next = _start.AsSpan(0, Accounts.Length).ToArray();
        for (var t = 0; t < Transactions.Length; t++)
        {
            var postings = Transactions[t].Postings;
            for (var i = 0; i < postings.Count; i++)
            {
                var (account, amount) = postings[i];
                if (amount != 0)
                    entries[next[account]++] = new(t, amount);
            }
        }

        return entries;
    }
}
