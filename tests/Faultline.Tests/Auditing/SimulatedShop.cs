using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Tests.Auditing;

/// <summary>A fault that the simulated shop has on exactly one checkout.</summary>
public enum ShopBug
{
    None,
    LostAck,
    Phantom,
    DoubleCharge,
    DoubleTake,
    NoRefund,
    NoRestock,
    HalfCheckout,
    LostUpdate,
    Oversell,
}

/// <summary>
/// A shop that applies checkouts exactly and loses answers: hot items and shared users beside orders with a user and a
/// tracer item of their own. With a bug, the first visible order is checked out once and wrongly.
/// </summary>
internal sealed class SimulatedShop
{
    private readonly Random _random;
    private readonly RepeatRule _repeat;
    private readonly RepeatRule _known;
    private readonly ShopBug _bug;
    private readonly List<Account> _accounts = [];
    private readonly List<long> _balances = [];
    private readonly List<Posting[]> _orders = [];
    private readonly List<Attempt>[] _attempts;
    private readonly int _hotItems;
    private readonly int _sharedUsers;
    private long _operations;

    private SimulatedShop(int seed, RepeatRule repeat, ShopBug bug)
    {
        _random = new(seed);
        (_known, _bug) = (repeat, bug);
        _repeat = repeat == RepeatRule.Unknown ? (RepeatRule)_random.Next(3) : repeat;
        (_hotItems, _sharedUsers) = (_random.Next(1, 4), _random.Next(1, 5));
        var scarce = bug == ShopBug.None && _random.Next(2) == 0;
        for (var i = 0; i < _hotItems; i++)
            Open(ShopBooks.Stock, scarce ? _random.Next(6) : bug == ShopBug.Oversell ? 0 : 1000, _random.Next(1, 20));
        for (var i = 0; i < _sharedUsers; i++)
            Open(ShopBooks.Credit, scarce ? _random.Next(100) : 100_000, -1);
        var orders = _random.Next(3, 16);
        for (var i = 0; i < orders; i++)
            AddOrder(visible: i == 0 || _random.Next(3) == 0, paid: bug == ShopBug.None && _random.Next(12) == 0);
        _attempts = [.. _orders.Select(_ => new List<Attempt>())];
    }

    private bool Faulty => _bug != ShopBug.None;

    public static Books Run(int seed, RepeatRule repeat, ShopBug bug = ShopBug.None)
    {
        var shop = new SimulatedShop(seed, repeat, bug);
        shop.Load();
        return shop.Close();
    }

    private void Load()
    {
        var tries = _orders.Count * 2;
        var faultAt = Faulty ? _random.Next(tries) : -1;
        for (var i = 0; i < tries; i++)
        {
            if (i == faultAt)
                Fail(0);
            var order = _random.Next(Faulty ? 1 : 0, _orders.Count);
            var outcome = Checkout(order);

            // The request or its answer may be lost.
            Record(order, _random.Next(5) == 0 ? Outcome.Unknown : outcome);
        }
    }

    private Outcome Checkout(int order)
    {
        if (_random.Next(8) == 0)
        {
            Record(order, Outcome.Unknown);
            return Outcome.Failed;
        }

        var postings = _orders[order];
        var paid = _balances[postings[^1].Account] != 0;
        if (paid && _repeat != RepeatRule.AppliesAgain)
            return _repeat == RepeatRule.Refused ? Outcome.Failed : Outcome.Ok;
        if (postings.Any(p => _balances[p.Account] + p.Amount < 0))
            return Outcome.Failed;
        Apply(order, items: 1, user: 1, paid: true);
        return Outcome.Ok;
    }

    private void Fail(int order)
    {
        var outcome = _bug switch
        {
            ShopBug.Phantom or ShopBug.NoRefund or ShopBug.NoRestock => Outcome.Failed,
            ShopBug.HalfCheckout => Outcome.Unknown,
            ShopBug.LostUpdate => _random.Next(2) == 0 ? Outcome.Ok : Outcome.Unknown,
            _ => Outcome.Ok,
        };
        Record(order, outcome);
        switch (_bug)
        {
            case ShopBug.Phantom or ShopBug.Oversell:
                Apply(order, items: 1, user: 1, paid: true);
                break;
            case ShopBug.DoubleCharge:
                Apply(order, items: 1, user: 2, paid: true);
                break;
            case ShopBug.DoubleTake:
                Apply(order, items: 2, user: 1, paid: true);
                break;
            case ShopBug.NoRefund:
                Apply(order, items: 0, user: 1, paid: false);
                break;
            case ShopBug.NoRestock or ShopBug.HalfCheckout:
                Apply(order, items: 1, user: 0, paid: false);
                break;
            case ShopBug.LostUpdate:
                var hot = _balances[_orders[order][0].Account];
                Apply(order, items: 1, user: 1, paid: true);
                _balances[_orders[order][0].Account] = hot;
                break;
            default:
                break;
        }
    }

    private void Apply(int order, int items, int user, bool paid)
    {
        foreach (var (account, amount) in _orders[order])
        {
            if (_accounts[account].Kind == ShopBooks.Stock)
                _balances[account] += amount * items;
            else if (_accounts[account].Kind == ShopBooks.Credit)
                _balances[account] += amount * user;
            else if (paid)
                _balances[account] = 1;
        }
    }

    private void Record(int order, Outcome outcome)
    {
        var id = _operations++;
        _attempts[order].Add(new(id, outcome, TimeSpan.FromMilliseconds(id), TimeSpan.FromMilliseconds(id + 5)));
    }

    private void AddOrder(bool visible, bool paid)
    {
        List<Posting> postings = [];
        var first = _random.Next(_hotItems);
        for (var i = 0; i < (visible ? 1 : _random.Next(1, _hotItems + 1)); i++)
            postings.Add(new((first + i) % _hotItems, -_random.Next(1, 4)));
        if (visible)
            postings.Add(new(Open(ShopBooks.Stock, _random.Next(Faulty ? 2 : 1, 5), _random.Next(1, 20)), -1));
        var total = postings.Sum(p => _accounts[p.Account].Weight * p.Amount);
        var user = visible ? Open(ShopBooks.Credit, -total * _random.Next(2, 5), -1) : _hotItems + _random.Next(_sharedUsers);
        postings.Add(new(user, total));
        postings.Add(new(Open(ShopBooks.Paid, paid ? 1 : 0, 0), 1));
        _orders.Add([.. postings]);
    }

    private int Open(AccountKind kind, long opening, long weight)
    {
        _accounts.Add(new($"{kind.Name} {_accounts.Count}", kind, opening, null, null, weight));
        _balances.Add(opening);
        return _accounts.Count - 1;
    }

    private Books Close()
    {
        for (var a = 0; a < _accounts.Count; a++)
        {
            var unread = !Faulty && _random.Next(40) == 0;
            _accounts[a] = _accounts[a] with { FirstClosing = _balances[a], Closing = unread ? null : _balances[a] };
        }

        // Orders that nothing was tried on are no part of the books; their accounts stay and must not have moved.
        var checkout = ShopBooks.CheckoutOf(_known);
        var attempted = Enumerable.Range(0, _orders.Count).Where(o => _attempts[o].Count > 0);
        return new(
            _accounts,
            [.. attempted.Select(o => new Transaction($"order {o}", checkout, _orders[o], _attempts[o]))],
            [],
            [checkout]);
    }
}
