using System.Runtime.InteropServices;
using Faultline.Histories;

namespace Faultline.Auditing;

/// <summary>One transaction's amount on an account, seen from the account.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct Entry(int Transaction, long Amount);

/// <summary>
/// The books indexed in both directions, with what the answers alone say of each transaction: flat arrays by number, so
/// that ten million accounts fit beside the caller's.
/// </summary>
internal sealed class Ledger
{
    /// <summary>So many different sorts of account can be told apart; more overflow.</summary>
    public const int MaxKinds = ushort.MaxValue + 1;

    private readonly Account[] _accounts;
    private readonly Transaction[] _transactions;
    private readonly List<AccountKind> _kinds = [];
    private readonly Dictionary<AccountKind, ushort> _numbers = [];
    private readonly ushort[] _kindOf;
    private readonly int[] _firstPosting;
    private readonly Posting[] _postings;
    private readonly int[] _firstEntry;
    private readonly Entry[] _entries;
    private readonly AccountTraits[] _traits;
    private readonly TransactionTraits[] _marks;
    private readonly int[] _accepted;
    private readonly int[] _unknown;

    public Ledger(Books books, CancellationToken ct)
    {
        Books = books;
        Loose = books.ContentIncomplete || books.RecordsMissing > 0;
        _accounts = books.Accounts as Account[] ?? [.. books.Accounts];
        _transactions = books.Transactions as Transaction[] ?? [.. books.Transactions];
        _traits = new AccountTraits[AccountCount];
        _kindOf = new ushort[AccountCount];
        for (var a = 0; a < AccountCount; a++)
            Read(a, _accounts[a]);
        _firstPosting = new int[Count + 1];
        _firstEntry = new int[AccountCount + 1];
        _marks = new TransactionTraits[Count];
        (_accepted, _unknown) = (new int[Count], new int[Count]);
        Bounds = new Bounds[Count];
        for (var t = 0; t < Count; t++)
        {
            if ((t & 0xFFFF) == 0)
                ct.ThrowIfCancellationRequested();
            Read(t, _transactions[t]);
        }

        _postings = Copied();
        for (var a = 0; a < AccountCount; a++)
            _firstEntry[a + 1] += _firstEntry[a];
        _entries = Index();
    }

    public Books Books { get; }

    /// <summary>Attempts may be missing: an account can have moved further than the books tell.</summary>
    public bool Loose { get; }

    /// <summary>Before the books stood still an account may have been further off than the books tell, and gone back again.</summary>
    public bool LooseBefore => Loose || Books.RefusedContentUnknown;

    /// <summary>In which direction the trade posts to each sort of account.</summary>
    public Directions Directions => field ??= new(this);

    public int AccountCount => _accounts.Length;

    /// <summary>How many transactions there are.</summary>
    public int Count => _transactions.Length;

    /// <summary>Sorts of account, each once.</summary>
    public IReadOnlyList<AccountKind> Kinds => _kinds;

    /// <summary>The first reading after the load showed some account otherwise than the last.</summary>
    public bool Changed { get; private set; }

    /// <summary>How often each transaction may have applied, from the answers alone.</summary>
    public Bounds[] Bounds { get; }

    public int Attempts { get; private set; }

    /// <summary>Postings in all.</summary>
    public int Entries => _entries.Length;

    /// <summary>What a transaction posts, without the amounts of 0.</summary>
    public ReadOnlySpan<Posting> Postings(int transaction) =>
        _postings.AsSpan(_firstPosting[transaction], _firstPosting[transaction + 1] - _firstPosting[transaction]);

    /// <summary>What touches an account, in the order of the transactions.</summary>
    public ReadOnlySpan<Entry> Touching(int account) =>
        _entries.AsSpan(_firstEntry[account], _firstEntry[account + 1] - _firstEntry[account]);

    /// <summary>Only one transaction touches the account, so that its movement shows what that one did.</summary>
    public bool Isolated(int account) => _firstEntry[account + 1] - _firstEntry[account] == 1;

    public bool IsFlag(int account) => (_traits[account] & AccountTraits.Flag) != 0;

    /// <summary>A flag that was set before the load.</summary>
    public bool SetBefore(int account) => (_traits[account] & AccountTraits.SetBefore) != 0;

    /// <summary>The least that the account may show; where there is none, the least number that there is.</summary>
    public long Floor(int account) => _accounts[account].Kind.Floor ?? long.MinValue;

    /// <summary>The balance was below its floor before the load, or has none, so that being there proves nothing.</summary>
    public bool BelowBefore(int account) => (_traits[account] & AccountTraits.BelowBefore) != 0;

    /// <summary>A transaction touches it of which nobody knows what it holds.</summary>
    public bool LeftOut(int account) => (_traits[account] & AccountTraits.LeftOut) != 0;

    public bool Lost(int account) => (_traits[account] & AccountTraits.Lost) != 0;

    /// <summary>Attempts that ended ok.</summary>
    public int Accepted(int transaction) => _accepted[transaction];

    /// <summary>Attempts with unknown outcome.</summary>
    public int Unknown(int transaction) => _unknown[transaction];

    public bool NothingTried(int transaction) => _accepted[transaction] == 0 && _unknown[transaction] == 0;

    /// <summary>Its content is not what was put in, so that nobody knows what it posts; one that is lost is told as such.</summary>
    public bool Damaged(int transaction) => (_marks[transaction] & TransactionTraits.Damaged) != 0;

    public bool GivenTwice(int transaction) => (_marks[transaction] & TransactionTraits.GivenTwice) != 0;

    /// <summary>Nobody knows what repeated attempts at it do.</summary>
    public bool RepeatUnknown(int transaction) => (_marks[transaction] & TransactionTraits.RepeatUnknown) != 0;

    public bool AppliedBefore(int transaction) => (_marks[transaction] & TransactionTraits.AppliedBefore) != 0;

    /// <summary>Number of the account's sort among <see cref="Kinds"/>.</summary>
    public int KindOf(int account) => _kindOf[account];

    public Account Account(int account) => _accounts[account];

    public Transaction Transaction(int transaction) => _transactions[transaction];

    private void Read(int a, Account account)
    {
        var flag = account.Kind.IsFlag;
        _traits[a] = (flag ? AccountTraits.Flag : 0)
            | (flag && account.Opening != 0 ? AccountTraits.SetBefore : 0)
            | (account.Kind.Floor is not { } floor || account.Opening < floor ? AccountTraits.BelowBefore : 0)
            | (account.Lost ? AccountTraits.Lost : 0);
        Changed |= account.FirstClosing is { } first && first != account.Closing;
        _kindOf[a] = Number(account.Kind);
    }

    // A trade has few sorts, and they are the same objects mostly: then no strings are compared.
    private ushort Number(AccountKind kind)
    {
        for (var known = 0; known < Math.Min(_kinds.Count, 8); known++)
        {
            if (ReferenceEquals(_kinds[known], kind))
                return (ushort)known;
        }

        if (_numbers.TryGetValue(kind, out var number))
            return number;
        number = checked((ushort)_kinds.Count);
        _kinds.Add(kind);
        _numbers.Add(kind, number);
        return number;
    }

    private static ReadOnlySpan<T> Span<T>(IReadOnlyList<T> list) => list switch
    {
        T[] array => array,
        List<T> inner => CollectionsMarshal.AsSpan(inner),
        _ => list.ToArray(),
    };

    private void Read(int t, Transaction transaction)
    {
        var attempts = Span(transaction.Attempts);
        foreach (ref readonly var attempt in attempts)
        {
            if (attempt.Outcome == Outcome.Ok)
                _accepted[t]++;
            else if (attempt.Outcome == Outcome.Unknown)
                _unknown[t]++;
        }

        Attempts += attempts.Length;
        var twice = transaction.GivenTwice is not null;
        var repeat = transaction.Kind.Repeat;
        bool appliedBefore = false, lost = false;
        var count = 0;
        foreach (var (account, amount) in Span(transaction.Postings))
        {
            if (twice)
                _traits[account] |= AccountTraits.LeftOut;
            if (amount == 0)
                continue;
            count++;
            _firstEntry[account + 1]++;
            appliedBefore |= SetBefore(account);
            lost |= IsFlag(account) && Lost(account);
        }

        _firstPosting[t + 1] = _firstPosting[t] + count;
        _marks[t] = (twice ? TransactionTraits.GivenTwice : 0)
            | (appliedBefore ? TransactionTraits.AppliedBefore : 0)
            | (transaction.Damage is not null && !lost ? TransactionTraits.Damaged : 0)
            | (repeat == RepeatRule.Unknown ? TransactionTraits.RepeatUnknown : 0);
        var bounds = Auditing.Bounds.Of(_accepted[t], _unknown[t], repeat, appliedBefore);
        Bounds[t] = Loose ? bounds.WithMissing(repeat, appliedBefore) : bounds;
    }

    private Posting[] Copied()
    {
        var all = new Posting[_firstPosting[^1]];
        for (int t = 0, next = 0; t < Count; t++)
        {
            foreach (var posting in Span(_transactions[t].Postings))
            {
                if (posting.Amount != 0)
                    all[next++] = posting;
            }
        }

        return all;
    }

    private Entry[] Index()
    {
        var entries = new Entry[_postings.Length];
        var next = _firstEntry.AsSpan(0, AccountCount).ToArray();
        for (var t = 0; t < Count; t++)
        {
            foreach (var (account, amount) in Postings(t))
                entries[next[account]++] = new(t, amount);
        }

        return entries;
    }

    [Flags]
    private enum AccountTraits : byte
    {
        Flag = 1,
        SetBefore = 2,
        BelowBefore = 4,
        LeftOut = 8,
        Lost = 16,
    }

    [Flags]
    private enum TransactionTraits : byte
    {
        Damaged = 1,
        GivenTwice = 2,
        AppliedBefore = 4,
        RepeatUnknown = 8,
    }
}
