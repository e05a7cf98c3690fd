using System.Runtime.InteropServices;
using Faultline.Auditing;

namespace Faultline.Workloads.Shop;

/// <summary>
/// An attempted order on its way into the books: what its checkout posts if it holds what was put into it, and what it
/// posts if the shop goes by what it shows. Only for a damaged order do the two differ.
/// </summary>
internal sealed class OrderDraft(string order, IReadOnlyList<Attempt> attempts, Bounds bounds, IReadOnlyList<long>? builders)
{
    private readonly List<Posting> _settled = [];

    public ContentDamage? Damage { get; init; }

    public IReadOnlyList<long>? GivenTwice { get; init; }

    /// <summary>What was meant to be in the order.</summary>
    public required IReadOnlyList<Posting> Meant { get; init; }

    /// <summary>What the shop shows.</summary>
    public required IReadOnlyList<Posting> Shown { get; init; }

    /// <summary>What was put into orders that were given the same id.</summary>
    public IReadOnlyList<Posting> Others { get; init; } = [];

    /// <summary>Index of the account of the paid flag.</summary>
    public int Flag { get; set; }

    /// <summary>
    /// Decides for each account whether damaged orders count on it as meant or as shown: as meant, unless its balance
    /// fits what they show and does not fit what was meant. Then the shop went by the damaged content, which is told once
    /// for each order and not again for the accounts.
    /// </summary>
    public static void Settle(IReadOnlyList<OrderDraft> drafts, IReadOnlyList<Account> accounts)
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

    /// <summary>The order as the books hold it, after it was settled.</summary>
    public Transaction Transaction(TransactionKind kind) => new($"order {order}", kind, [.. _settled, new Posting(Flag, 1)], attempts, Damage, builders)
    {
        Key = order,
        GivenTwice = GivenTwice,
    };

    private void AddTo(Fit[] fits, IReadOnlyList<Posting> postings)
    {
        foreach (var (account, amount) in postings) fits[account].Add(amount, bounds);
    }

    /// <summary>Which movements of an account the orders that touch it allow.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Fit
    {
        private Int128 _least;
        private Int128 _most;
        private long _amount;
        private int _orders;

        public void Add(long amount, Bounds bounds)
        {
            var (lo, hi) = ((Int128)amount * bounds.Lo, (Int128)amount * bounds.Hi);
            _least += Int128.Min(lo, hi);
            _most += Int128.Max(lo, hi);
            _amount = amount;
            _orders++;
        }

        // On an account that one order alone touches, only whole checkouts of it are possible.
        public readonly bool Holds(Int128 moved) =>
            moved >= _least && moved <= _most && (_orders != 1 || moved % _amount == 0);
    }
}
