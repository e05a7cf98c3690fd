using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Tests.Auditing;

/// <summary>Books of a small shop, written by hand: orders take items from stock and money from users.</summary>
internal sealed class ShopBooks
{
    public static readonly AccountKind Stock = new(
        "stock", "taken-twice", "stock-not-given-back", "oversold", "item-out-of-bounds") { Plural = "items" };

    public static readonly AccountKind Credit = new(
        "credit", "charged-twice", "money-not-given-back", "overspent", "user-out-of-bounds") { Plural = "users" };

    public static readonly AccountKind Paid = new(
        "paid", "paid-twice", "paid-not-reset", "paid-below", "paid-out-of-bounds", IsFlag: true) { Plural = "orders" };

    private readonly List<Account> _accounts = [];
    private readonly List<Transaction> _transactions = [];
    private readonly List<TransactionKind> _others = [];
    private long _operations;

    public RepeatRule Repeat { get; init; } = RepeatRule.Refused;

    public TransactionKind Checkout => field ??= CheckoutOf(Repeat);

    public bool ContentIncomplete { get; init; }

    public long RecordsMissing { get; init; }

    public List<Account> Untouched { get; } = [];

    public static TransactionKind CheckoutOf(RepeatRule repeat) => new("checkout", repeat, "partial-checkout", "order-damaged");

    public int Item(long opening, long? closing, long price = 10, long? first = null) =>
        Add(new($"item {_accounts.Count}", Stock, opening, first ?? closing, closing, price));

    public int User(long opening, long? closing, long? first = null) =>
        Add(new($"user {_accounts.Count}", Credit, opening, first ?? closing, closing, -1));

    public int Account(long opening, long? closing) =>
        Add(new($"account {_accounts.Count}", BankPopulation.Account, opening, closing, closing, 1));

    public int Flag(long? closing, long opening = 0, long? first = null) =>
        Add(new($"paid {_accounts.Count}", Paid, opening, first ?? closing, closing, 0));

    /// <summary>An order; one attempt per letter: o(k), f(ailed), u(nknown), a second apart.</summary>
    public ShopBooks Order(string attempts, params (int Account, long Amount)[] postings) =>
        Order(attempts, null, postings);

    public ShopBooks Order(string attempts, ContentDamage? damage, params (int Account, long Amount)[] postings)
    {
        _transactions.Add(
            new(
                $"order {_transactions.Count}",
                Checkout,
                [.. postings.Select(p => new Posting(p.Account, p.Amount))],
                [.. attempts.Select(Attempt)],
                damage,
                damage is null ? null : [1000, 1001]));
        return this;
    }

    /// <summary>A transaction of another kind, with an attempt per letter.</summary>
    public ShopBooks Add(TransactionKind kind, string attempts, params (int Account, long Amount)[] postings)
    {
        if (!_others.Contains(kind)) _others.Add(kind);
        _transactions.Add(new($"{kind.Name} {_transactions.Count}", kind, [.. postings.Select(p => new Posting(p.Account, p.Amount))], [.. attempts.Select(Attempt)]));
        return this;
    }

    /// <summary>The last order as one whose id two creates were answered with.</summary>
    public ShopBooks GivenTwice(params long[] creates)
    {
        _transactions[^1] = _transactions[^1] with { GivenTwice = creates };
        return this;
    }

    /// <summary>The account as one that is gone.</summary>
    public int Lost(int account)
    {
        _accounts[account] = _accounts[account] with { Lost = true, FirstClosing = null, Closing = null };
        return account;
    }

    /// <summary>The account as one whose last value a read showed at that second first.</summary>
    public int Since(int account, double second)
    {
        _accounts[account] = _accounts[account] with { StoodSince = TimeSpan.FromSeconds(second) };
        return account;
    }

    public Books Books() => new(_accounts, _transactions, Untouched, [Checkout, .. _others])
    {
        ContentIncomplete = ContentIncomplete,
        RecordsMissing = RecordsMissing,
    };

    public AuditResult Audit(bool converged = true, params FaultWindow[] windows) =>
        Auditor.Audit(Books(), windows, converged, TestContext.Current.CancellationToken);

    /// <summary>Every anomaly as "kind entity".</summary>
    public string[] Found(bool converged = true) =>
        [.. Audit(converged).Anomalies.Select(a => $"{a.Kind} {a.Entity}")];

    private Attempt Attempt(char letter)
    {
        var id = _operations++;
        var outcome = letter switch { 'o' => Outcome.Ok, 'f' => Outcome.Failed, _ => Outcome.Unknown };
        return new(id, outcome, TimeSpan.FromSeconds(id), TimeSpan.FromSeconds(id + 0.5));
    }

    private int Add(Account account)
    {
        _accounts.Add(account);
        return _accounts.Count - 1;
    }
}
