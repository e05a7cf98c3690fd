using Faultline.Auditing;

namespace Faultline.Tests.Auditing;

/// <summary>A transaction of a simulated bank, with what became of it so far.</summary>
/// <param name="Name">For example <c>transfer 17</c>.</param>
/// <param name="Key">For example <c>17</c>.</param>
/// <param name="Kind">Its sort, as the books know it.</param>
/// <param name="Rule">What a repeated attempt really does.</param>
/// <param name="Postings">The flag, if there is one, last.</param>
/// <param name="Plain">How many of the postings are to accounts that are no flags.</param>
internal sealed record BankTransaction(string Name, string Key, TransactionKind Kind, RepeatRule Rule, Posting[] Postings, int Plain)
{
    public List<Attempt> Attempts { get; } = [];

    public bool Applied { get; set; }

    /// <summary>The bug is its.</summary>
    public bool Wrong { get; init; }

    /// <summary>None of its answers gets lost.</summary>
    public bool Certain { get; init; }
}

/// <summary>
/// Who has an account with a simulated bank, and what is to be done: transfers, deposits and fees among accounts that many
/// use, and among accounts of their own.
/// </summary>
internal sealed class BankPopulation
{
    public static readonly AccountKind Account = new(
        "account", "moved-twice", "money-not-given-back", "overdrawn", "balance-out-of-bounds") { Plural = "accounts" };

    public static readonly AccountKind Settled = new(
        "settled", "settled-twice", "settled-not-reset", "settled-below", "settled-out-of-bounds", IsFlag: true) { Plural = "transfers" };

    private readonly Random _random;
    private readonly RepeatRule[] _rules;
    private readonly bool[] _flagged;
    private readonly List<Account> _accounts = [];
    private readonly List<BankTransaction> _transactions = [];
    private readonly bool _scarce;
    private readonly int _shared;

    public BankPopulation(Random random, BankBug bug, bool isolated)
    {
        _random = random;
        _rules = [Rule(), Rule(), Rule()];
        _flagged = [random.Next(2) == 0, random.Next(2) == 0, random.Next(2) == 0];
        // Where nothing is wrong, it may also be that nobody could find out what a repeat does.
        RepeatRule Known(int kind) => bug == BankBug.None && random.Next(6) == 0 ? RepeatRule.Unknown : _rules[kind];
        Kinds =
        [
            new("transfer", Known(0), "partial-transfer", "transfer-damaged"),
            new("deposit", Known(1), "partial-deposit", "deposit-damaged", TimeSpan.FromMilliseconds(random.Next(2) * random.Next(1, 5_000)), Conserves: false),
            new("fee", Known(2), "partial-fee", "fee-damaged", Conserves: false),
        ];
        _scarce = bug == BankBug.None && random.Next(2) == 0;
        _shared = random.Next(2, 6);
        for (var i = 0; i < _shared; i++)
            Open(_scarce ? random.Next(100) : random.Next(10_000, 20_000));
        if (bug != BankBug.None) AddWrong(bug, isolated);
        for (var count = isolated ? random.Next(3, 16) : random.Next(2, 8); count > 0; count--)
            Add();

        // So that what is missing from the account has no other excuse, and the account is one that others use.
        if (bug == BankBug.LostUpdate && isolated)
        {
            Add(1, 0, _transactions[0].Postings[1].Account, _random.Next(1, 50));
            var hot = _transactions[0].Postings[_transactions[0].Plain - 1].Account;
            for (var t = 1; t < _transactions.Count; t++)
                if (_transactions[t].Postings.Any(p => p.Account == hot)) _transactions[t] = _transactions[t] with { Certain = true };
        }
    }

    public IReadOnlyList<TransactionKind> Kinds { get; }

    public IReadOnlyList<Account> Accounts => _accounts;

    public IReadOnlyList<BankTransaction> Transactions => _transactions;

    private RepeatRule Rule() => (RepeatRule)_random.Next(3);

    private void Add()
    {
        var kind = _random.Next(3);
        var (own, other) = (_random.Next(3) == 0, _random.Next(3) == 0);
        var from = own ? Open(_random.Next(_scarce ? 100 : 200)) : _random.Next(_shared);
        var to = other ? Open(0) : (from < _shared ? from + _random.Next(1, _shared) : _random.Next(_shared)) % _shared;
        Add(kind, from, to, _random.Next(1, 50));
    }

    private void AddWrong(BankBug bug, bool isolated)
    {
        var amount = _random.Next(1, 50);
        var kind = bug is BankBug.HalfTransfer or BankBug.NotGivenBack or BankBug.LostUpdate ? 0
            : bug == BankBug.NegativeBalance ? 2 * _random.Next(2)
            : _random.Next(3);
        var short_ = bug == BankBug.NegativeBalance;
        var (from, to) = (_random.Next(_shared), 0);
        to = (from + _random.Next(1, _shared)) % _shared;
        if (isolated) from = Open(short_ ? _random.Next(amount) : _random.Next(2 * amount, 200));
        if (isolated && bug != BankBug.LostUpdate) to = Open(0);
        if (!isolated && short_) _accounts[from] = _accounts[from] with { Opening = _random.Next(amount) };
        Add(kind, from, to, amount);
        _transactions[0] = _transactions[0] with { Wrong = true };
    }

    private void Add(int kind, int from, int to, long amount)
    {
        List<Posting> postings = kind switch
        {
            0 => [new(from, -amount), new(to, amount)],
            1 => [new(to, amount)],
            _ => [new(from, -amount)],
        };
        var plain = postings.Count;
        if (_flagged[kind])
        {
            _accounts.Add(new($"settled {_accounts.Count}", Settled, 0, null, null, 0));
            postings.Add(new(_accounts.Count - 1, 1));
        }

        // The same keys for different kinds.
        var key = $"{_transactions.Count / 2}";
        var name = $"{Kinds[kind].Name} {key}";
        if (_transactions.Any(t => t.Name == name)) name = $"{Kinds[kind].Name} {key = $"{_transactions.Count}b"}";
        _transactions.Add(new(name, key, Kinds[kind], _rules[kind], [.. postings], plain));
    }

    private int Open(long balance)
    {
        _accounts.Add(new($"account {_accounts.Count}", Account, balance, null, null, 1));
        return _accounts.Count - 1;
    }
}
