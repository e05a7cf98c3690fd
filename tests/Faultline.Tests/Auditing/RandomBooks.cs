using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Tests.Auditing;

/// <summary>What went wrong once in a set of books.</summary>
public enum BookError
{
    None,

    /// <summary>The flag says the opposite of what the balances do.</summary>
    FlagAlone,

    /// <summary>All balances moved once more, and the flag did not.</summary>
    AllButTheFlag,

    /// <summary>Some balances moved and others did not; the flag either way.</summary>
    Half,

    /// <summary>Nothing happened anywhere.</summary>
    Lost,

    /// <summary>One balance lacks one effect.</summary>
    LostUpdate,

    /// <summary>All balances moved once more.</summary>
    Doubled,

    /// <summary>One balance moved once more.</summary>
    DoubledOnOne,

    /// <summary>All was given back though it was never taken.</summary>
    GivenBack,

    /// <summary>One balance is off by one.</summary>
    OffByOne,
}

/// <summary>
/// Small books of any shape, with at most one error: most of them with accounts that several orders share and with
/// outcomes that nobody knows.
/// </summary>
internal sealed class RandomBooks
{
    private static readonly AccountKind Stock = new(
        "stock", "taken-twice", "stock-not-given-back", "oversold", "item-out-of-bounds");

    private static readonly AccountKind Credit = new(
        "credit", "charged-twice", "money-not-given-back", "overspent", "user-out-of-bounds");

    private static readonly AccountKind Paid = new(
        "paid", "paid-twice", "paid-not-reset", "paid-below", "paid-out-of-bounds", IsFlag: true);

    private readonly Random _random;
    private readonly TransactionKind[] _kinds;
    private readonly BookError _error;
    private readonly List<Account> _accounts = [];
    private readonly List<Transaction> _transactions = [];
    private readonly int _plain;

    private RandomBooks(int seed, BookError? error)
    {
        _random = new(seed);
        _kinds =
        [
            new("order", (RepeatRule)_random.Next(4)),
            new("deposit", (RepeatRule)_random.Next(4), Conserves: false),
            new("fee", (RepeatRule)_random.Next(4), Conserves: false),
        ];
        var drawn = _random.Next(2) == 0 ? BookError.None : (BookError)_random.Next(1, (int)BookError.OffByOne + 1);
        _error = error ?? drawn;
        _plain = _random.Next(1, 6);
        // Balances below zero prove much by themselves; only some of the books are as short of everything as that.
        var most = _random.Next(8) == 0 ? 12 : 100;
        for (var a = 0; a < _plain; a++)
            _accounts.Add(new($"account {a}", a % 2 == 0 ? Stock : Credit, _random.Next(most / 2, most), null, null, a % 2 == 0 ? _random.Next(1, 4) : -1));
        var count = _random.Next(1, 7);
        var alone = _random.Next(3) == 0;
        for (var t = 0; t < count; t++)
        {
            // Some books know orders alone.
            var kind = _random.Next(alone ? 1 : 3);
            _transactions.Add(new($"{_kinds[kind].Name} {t}", _kinds[kind], Postings(kind), Attempts()));
        }
    }

    public static Books Of(int seed) => Of(seed, out _);

    /// <summary>Books from a seed, and what went wrong in them.</summary>
    public static Books Of(int seed, out BookError error, BookError? asked = null)
    {
        var random = new RandomBooks(seed, asked);
        error = random._error;
        return random.Close();
    }

    /// <summary>An account that several transactions touch, at least one of them with an unknown outcome.</summary>
    public static bool SharedAndUnknown(Books books) =>
        books.Transactions
            .SelectMany(t => t.Postings.Select(p => (p.Account, Unknown: t.Attempts.Any(a => a.Outcome == Outcome.Unknown))))
            .Where(p => !books.Accounts[p.Account].Kind.IsFlag)
            .GroupBy(p => p.Account)
            .Any(g => g.Count() > 1 && g.Any(p => p.Unknown));

    private Books Close()
    {
        var balances = _accounts.Select(a => a.Opening).ToArray();
        var wrong = _random.Next(_transactions.Count);
        for (var t = 0; t < _transactions.Count; t++)
        {
            var effects = Effects(_transactions[t]);
            foreach (var (account, amount) in _transactions[t].Postings)
                balances[account] += amount * effects;
            if (t == wrong)
                Spoil(_transactions[t].Postings, effects, balances);
        }

        for (var a = 0; a < _accounts.Count; a++)
        {
            var closing = _accounts[a].Kind.IsFlag ? Math.Clamp(balances[a], 0, 1) : balances[a];
            _accounts[a] = _accounts[a] with { Closing = _random.Next(15) == 0 ? null : closing };
        }

        return new(_accounts, _transactions, [], _kinds);
    }

    private void Spoil(IReadOnlyList<Posting> postings, int effects, long[] balances)
    {
        var one = postings[_random.Next(postings.Count(p => !_accounts[p.Account].Kind.IsFlag))];
        switch (_error)
        {
            case BookError.FlagAlone:
                Add(postings, balances, p => !Flag(p) ? 0 : effects > 0 ? -effects : 1);
                break;
            case BookError.AllButTheFlag:
                Add(postings, balances, p => Flag(p) ? -effects : effects > 0 ? 0 : 1);
                break;
            case BookError.Half:
                Add(postings, balances, p => (_random.Next(2) == 0 ? 1 : 0) - effects);
                break;
            case BookError.Lost:
                Add(postings, balances, _ => -effects);
                break;
            case BookError.LostUpdate:
                balances[one.Account] -= one.Amount;
                break;
            case BookError.Doubled:
                Add(postings, balances, p => Flag(p) ? 0 : 1);
                break;
            case BookError.DoubledOnOne:
                balances[one.Account] += one.Amount;
                break;
            case BookError.GivenBack:
                Add(postings, balances, p => Flag(p) ? 0 : -1);
                break;
            case BookError.OffByOne:
                balances[_random.Next(_plain)] += _random.Next(2) == 0 ? 1 : -1;
                break;
            default:
                break;
        }
    }

    private bool Flag(Posting posting) => _accounts[posting.Account].Kind.IsFlag;

    private static void Add(IReadOnlyList<Posting> postings, long[] balances, Func<Posting, int> times)
    {
        foreach (var posting in postings)
            balances[posting.Account] += posting.Amount * times(posting);
    }

    private Posting[] Postings(int kind)
    {
        List<Posting> postings = [];
        var first = _random.Next(_plain);
        var width = _random.Next(1, Math.Min(_plain, 3) + 1);
        for (var i = 0; i < width; i++)
        {
            // An order takes from most of its accounts, a deposit gives to all and a fee takes from all.
            var amount = _random.Next(1, 4) * (kind == 1 || (kind == 0 && _random.Next(5) == 0) ? 1 : -1);
            postings.Add(new((first + i) % _plain, amount));
        }

        // Most orders balance, so that conservation has something to say.
        var payer = postings.FindIndex(p => _accounts[p.Account].Weight == -1);
        var rest = postings.Where((_, i) => i != payer).Sum(p => _accounts[p.Account].Weight * p.Amount);
        if (kind == 0 && payer >= 0 && rest != 0 && _random.Next(4) > 0)
            postings[payer] = postings[payer] with { Amount = rest };

        var flags = _accounts.Count - _plain;
        if (flags > 0 && _random.Next(8) == 0)
        {
            postings.Add(new(_plain + _random.Next(flags), 1));
        }
        else if (_random.Next(3) > 0)
        {
            _accounts.Add(new($"flag {_accounts.Count}", Paid, _random.Next(8) == 0 ? 1 : 0, null, null, 0));
            postings.Add(new(_accounts.Count - 1, 1));
        }

        return [.. postings];
    }

    private Attempt[] Attempts()
    {
        var attempts = new Attempt[_random.Next(1, 4)];
        for (var i = 0; i < attempts.Length; i++)
            attempts[i] = new(i, (Outcome)_random.Next(3), TimeSpan.Zero, TimeSpan.Zero);
        return attempts;
    }

    private int Effects(Transaction transaction)
    {
        var (lo, hi) = BruteForce.Allowed(_accounts, transaction);
        return _random.Next(lo, hi + 1);
    }
}
