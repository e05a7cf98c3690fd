using System.Runtime.InteropServices;
using Faultline.Auditing;

namespace Faultline.Workloads;

/// <summary>
/// An attempted transaction on its way into the books: what it posts if it holds what was put into it, and what it posts if the
/// system goes by what it shows. Only for a damaged one do the two differ.
/// </summary>
internal sealed class TransactionDraft(string name, string key, TransactionKind kind, IReadOnlyList<Attempt> attempts, Bounds bounds)
{
    private readonly List<Posting> _settled = [];

    public ContentDamage? Damage { get; init; }

    public IReadOnlyList<long>? Builders { get; init; }

    public IReadOnlyList<long>? GivenTwice { get; init; }

    /// <summary>What was meant to be in it.</summary>
    public required IReadOnlyList<Posting> Meant { get; init; }

    /// <summary>What the system shows.</summary>
    public required IReadOnlyList<Posting> Shown { get; init; }

    /// <summary>What was put into others that were given the same key.</summary>
    public IReadOnlyList<Posting> Others { get; init; } = [];

    /// <summary>What it posts whatever it holds, such as the flag of its own.</summary>
    public IReadOnlyList<Posting> Apart { get; set; } = [];

    /// <summary>
    /// Decides for each account whether damaged transactions count on it as meant or as shown: as meant, unless its balance
    /// fits what they show and does not fit what was meant. Then the system went by the damaged content, which is told once
    /// for each transaction and not again for the accounts.
    /// </summary>
    public static void Settle(IReadOnlyList<TransactionDraft> drafts, IReadOnlyList<Account> accounts)
    {
        var (meant, shown) = (new Fit[accounts.Count], new Fit[accounts.Count]);
        foreach (var draft in drafts.Where(d => d.GivenTwice is null))
        {
            draft.AddTo(meant, draft.Meant);
            draft.AddTo(shown, draft.Shown);
        }

        foreach (var draft in drafts)
        {
            draft._settled.AddRange(draft.GivenTwice is not null
                ? draft.Shown.Concat(draft.Meant).Concat(draft.Others).DistinctBy(p => p.Account)
                : draft.Damage is null
                    ? draft.Meant
                    : draft.Meant.Where(p => !IsAsShown(p.Account)).Concat(draft.Shown.Where(p => IsAsShown(p.Account))));
        }

        bool IsAsShown(int account) =>
            accounts[account] is { Closing: { } closing, Opening: var opening }
            && !meant[account].Holds((Int128)closing - opening) && shown[account].Holds((Int128)closing - opening);
    }

    /// <summary>The transaction as the books hold it, after it was settled.</summary>
    public Transaction Transaction() => new(name, kind, [.. _settled, .. Apart], attempts, Damage, Builders)
    {
        Key = key,
        GivenTwice = GivenTwice,
    };

    private void AddTo(Fit[] fits, IReadOnlyList<Posting> postings)
    {
        foreach (var (account, amount) in postings) fits[account].Add(amount, bounds);
    }

    /// <summary>Which movements of an account the transactions that touch it allow.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Fit
    {
        private Int128 _least;
        private Int128 _most;
        private long _amount;
        private int _transactions;

        public void Add(long amount, Bounds bounds)
        {
            var (lo, hi) = ((Int128)amount * bounds.Lo, (Int128)amount * bounds.Hi);
            _least += Int128.Min(lo, hi);
            _most += Int128.Max(lo, hi);
            _amount = amount;
            _transactions++;
        }

        // On an account that one transaction alone touches, only whole effects of it are possible.
        public readonly bool Holds(Int128 moved) =>
            moved >= _least && moved <= _most && (_transactions != 1 || moved % _amount == 0);
    }
}
