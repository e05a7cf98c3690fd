using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Tests.Auditing;

/// <summary>
/// A shop whose orders share all items and users, as a population drawn at random does: no order has anything to itself
/// but its flag. Answers get lost now and then, and one checkout is wrong.
/// </summary>
internal sealed class SimulatedCrowd
{
    private static readonly TransactionKind Checkout = ShopBooks.CheckoutOf(RepeatRule.Refused);
    private readonly Random _random;
    private readonly int _items;
    private readonly int _users;
    private readonly double _lost;
    private readonly List<Account> _accounts = [];
    private readonly List<Transaction> _orders = [];
    private readonly List<Attempt>[] _attempts;
    private readonly long[] _balances;
    private readonly List<int> _applied = [];
    private long _operations;

    private SimulatedCrowd(int seed, int orders, int items, int users, bool single, double lost)
    {
        _random = new(seed);
        (_items, _users, _lost) = (items, users, lost);
        for (var i = 0; i < items; i++)
            _accounts.Add(new($"item {i}", ShopBooks.Stock, single ? orders / 10 : 100_000, null, null, single ? 1 : _random.Next(1, 40)));
        for (var u = 0; u < users; u++)
            _accounts.Add(new($"user {u}", ShopBooks.Credit, 1_000_000, null, null, -1));
        for (var o = 0; o < orders; o++)
            AddOrder(single);
        _attempts = [.. _orders.Select(_ => new List<Attempt>())];
        _balances = [.. _accounts.Select(a => a.Opening)];
    }

    /// <summary>Hundreds of users and items, orders of one to three items each.</summary>
    /// <param name="seed">Of all that is drawn.</param>
    /// <param name="rate">Attempts an order.</param>
    /// <param name="bug">What one of the checkouts does.</param>
    public static Books Run(int seed, double rate, ShopBug bug)
    {
        var crowd = new SimulatedCrowd(seed, 200, 60, 100, single: false, lost: 0.02);
        var tries = (int)(200 * rate);
        for (var i = 0; i < tries; i++)
            crowd.Try(crowd._random.Next(200));
        crowd.Spoil(bug);
        return crowd.Close();
    }

    /// <summary>One item, a thousand users, a checkout each: a tenth is sold, the rest is refused; one may be left half done.</summary>
    public static Books Burst(int seed, bool half)
    {
        var crowd = new SimulatedCrowd(seed, 1000, 1, 1000, single: true, lost: 0.01);
        for (var i = 0; i < 999; i++)
        {
            if (i == 50 && half)
                crowd.Half(999);
            crowd.Try(i);
        }

        return crowd.Close();
    }

    private void AddOrder(bool single)
    {
        List<Posting> postings = [];
        var first = _random.Next(_items);
        for (var i = 0; i < (single ? 1 : _random.Next(1, 4)); i++)
            postings.Add(new((first + (i * 7)) % _items, single ? -1 : -_random.Next(1, 4)));
        var total = postings.Sum(p => _accounts[p.Account].Weight * p.Amount);
        postings.Add(new(_items + _random.Next(_users), total));
        _accounts.Add(new($"order {_orders.Count}", ShopBooks.Paid, 0, null, null, 0));
        postings.Add(new(_accounts.Count - 1, 1));
        _orders.Add(new($"order {_orders.Count}", Checkout, [.. postings], []));
    }

    private void Try(int order)
    {
        var postings = _orders[order].Postings;
        var possible = postings.All(p => _accounts[p.Account].Kind.IsFlag ? _balances[p.Account] == 0 : _balances[p.Account] + p.Amount >= 0);
        if (possible)
        {
            Apply(order, stock: 1, credit: 1, paid: 1);
            _applied.Add(order);
        }

        Record(order, _random.NextDouble() < _lost ? Outcome.Unknown : possible ? Outcome.Ok : Outcome.Failed);
    }

    private void Spoil(ShopBug bug)
    {
        switch (bug)
        {
            case ShopBug.DoubleCharge:
                Apply(_applied[_random.Next(_applied.Count)], stock: 0, credit: 1, paid: 0);
                break;
            case ShopBug.DoubleTake:
                Apply(_applied[_random.Next(_applied.Count)], stock: 1, credit: 0, paid: 0);
                break;
            case ShopBug.LostUpdate:
                var lost = _orders[_applied[_random.Next(_applied.Count)]].Postings[0];
                _balances[lost.Account] -= lost.Amount;
                break;
            case ShopBug.HalfCheckout:
                Half(Fresh());
                break;
            default:
                break;
        }
    }

    // The commonest crash: all is done but the flag, or only the stock is taken, and nobody is told.
    private void Half(int order)
    {
        Record(order, Outcome.Unknown);
        Apply(order, stock: 1, credit: _random.Next(2), paid: 0);
    }

    private int Fresh()
    {
        for (var o = 0; o < _orders.Count; o++)
        {
            if (_balances[_orders[o].Postings[^1].Account] == 0)
                return o;
        }

        throw new InvalidOperationException("Every order is paid.");
    }

    private void Apply(int order, int stock, int credit, int paid)
    {
        foreach (var (account, amount) in _orders[order].Postings)
        {
            var kind = _accounts[account].Kind;
            _balances[account] += amount * (kind == ShopBooks.Stock ? stock : kind == ShopBooks.Credit ? credit : paid);
        }
    }

    private void Record(int order, Outcome outcome)
    {
        var id = _operations++;
        _attempts[order].Add(new(id, outcome, TimeSpan.FromMilliseconds(id), TimeSpan.FromMilliseconds(id + 5)));
    }

    private Books Close()
    {
        for (var a = 0; a < _accounts.Count; a++)
            _accounts[a] = _accounts[a] with { FirstClosing = _balances[a], Closing = _balances[a] };
        var attempted = Enumerable.Range(0, _orders.Count).Where(o => _attempts[o].Count > 0);
        return new(_accounts, [.. attempted.Select(o => _orders[o] with { Attempts = _attempts[o] })], [], [Checkout]);
    }
}
