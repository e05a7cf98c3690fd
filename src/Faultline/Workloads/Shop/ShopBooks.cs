using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Workloads.Shop;

/// <summary>
/// Maps the shop to accounts: an item's stock, a user's credit, an order's paid flag. A checkout is the transaction
/// −quantity on each item, −total on the user, +1 on the flag.
/// </summary>
/// <remarks>
/// An order that does not show what was put into it is damaged, and is judged by what was put in. Where an account did
/// what the order shows instead, that follows from the damage and is no anomaly of its own: see <see cref="TransactionDraft"/>.
/// </remarks>
internal sealed class ShopBooks
{
    /// <summary>An item's pieces.</summary>
    public static readonly AccountKind Stock = new("stock", "taken-twice", "stock-not-given-back", "oversold", "item-out-of-bounds") { Plural = "items" };

    /// <summary>A user's money.</summary>
    public static readonly AccountKind Credit = new("credit", "charged-twice", "money-not-given-back", "overspent", "user-out-of-bounds") { Plural = "users" };

    /// <summary>An order's flag.</summary>
    public static readonly AccountKind Paid = new("paid", "paid-twice", "paid-flag-left", "unpaid", "paid-out-of-bounds", IsFlag: true) { Plural = "orders" };

    /// <summary>A checkout happened to some of its accounts only.</summary>
    public const string PartialCheckout = "partial-checkout";

    /// <summary>An order does not hold what was put into it.</summary>
    public const string OrderDamaged = "order-damaged";

    private static readonly AccountReader[] Readers = [new(ShopScenario.FindItemKind, "item"), new(ShopScenario.FindUserKind, "user")];

    private readonly ShopLedger _ledger;
    private readonly ShopContents _contents;
    private readonly ShopReading _first;
    private readonly ShopReading _last;
    private readonly TransactionKind _checkout;
    private readonly List<Account> _accounts = [];
    private readonly Dictionary<string, int> _itemAccounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _userAccounts = new(StringComparer.Ordinal);
    private bool _incomplete;
    private bool _refusedUnknown;

    private ShopBooks(ShopLedger ledger, ShopContents contents, ShopReading first, ShopReading last, RepeatRule repeat)
    {
        (_ledger, _contents, _first, _last) = (ledger, contents, first, last);
        _checkout = new TransactionKind(ShopScenario.CheckoutKind, repeat, PartialCheckout, OrderDamaged);
    }

    /// <summary>
    /// Builds the books. An order whose content is not known may have touched any account: then the books say so,
    /// and sums over accounts prove nothing.
    /// </summary>
    public static Books Build(ShopLedger ledger, ShopContents contents, ShopReading first, ShopReading last, RepeatRule repeat)
    {
        var books = new ShopBooks(ledger, contents, first, last, repeat);
        TransactionDraft[] drafts = [.. ledger.Orders.Order(StringComparer.Ordinal).Select(books.Draft).OfType<TransactionDraft>()];
        TransactionDraft.Settle(drafts, books._accounts);
        AccountRead[] reads =
        [
            .. books.Reads(ledger.StockReads, books._itemAccounts, books.Item),
            .. books.Reads(ledger.CreditReads, books._userAccounts, books.User),
            .. books.Passed(),
        ];
        var untouched = last.Items.Keys.Where(i => !books._itemAccounts.ContainsKey(i)).Select(books.Item)
            .Concat(last.Users.Keys.Where(u => !books._userAccounts.ContainsKey(u)).Select(books.User))
            .OfType<Account>()
            .ToArray();
        return new Books(books._accounts, [.. drafts.Select(d => d.Transaction())], untouched, [books._checkout])
        {
            ContentIncomplete = books._incomplete,
            RefusedContentUnknown = books._refusedUnknown,
            Reads = reads,
            Readers = Readers,
        };
    }

    /// <summary>
    /// What the load read, each read with its account. One that no order touches gets an account too: nothing may
    /// have moved it.
    /// </summary>
    private IEnumerable<AccountRead> Reads(IReadOnlyList<BalanceRead> reads, Dictionary<string, int> accounts, Func<string, Account?> make)
    {
        foreach (var read in reads)
            if (Index(accounts, read.Id, make) is { } account)
                yield return new AccountRead(account, read.Value, read.Sent, read.Completed, read.Operation);
    }

    /// <summary>Balances that were read after the load and did not last.</summary>
    private IEnumerable<AccountRead> Passed()
    {
        const long NoOperation = -1;
        if (_last.Passed.Count == 0) yield break;
        var accounts = _accounts.Index().ToDictionary(a => a.Item.Name, a => a.Index, StringComparer.Ordinal);
        foreach (var passed in _last.Passed)
            if (accounts.TryGetValue(passed.Id, out var account))
                yield return new AccountRead(account, passed.Value, passed.Sent, passed.Completed, NoOperation);
    }

    private TransactionDraft? Draft(string order)
    {
        var shown = _last.Orders.GetValueOrDefault(order);
        var isLost = _last.Losses.Orders.Contains(order);
        var meant = _contents.Of(order, item => _last.Items.GetValueOrDefault(item)?.Price, shown?.TotalCost ?? 0);
        var size = meant is null ? _contents.Each : null;
        var damage = Damage(meant, size, shown);
        // With the right number of pieces they are what the order holds, and what they cost is known; else nothing is.
        if (meant is null && shown is not null) meant = size is { } s && Pieces(shown) == s.Pieces ? shown with { TotalCost = s.TotalCost } : shown;
        // What was refused every time left every balance as it was, whatever the order holds; what it took meanwhile, nobody knows.
        if (meant is null && _ledger.Attempts(order).All(a => a.Outcome == Outcome.Failed)) _refusedUnknown = true;
        else if (meant is null) _incomplete = true;
        if (_contents.Paid(order) is not { } paid) return null;

        var creates = _ledger.Creates(order);
        var isGivenTwice = _contents.WasGivenTwice(order, creates.Count);
        var bounds = Bounds.Of(Ended(order, Outcome.Ok), Ended(order, Outcome.Unknown), _checkout.Repeat, paid);
        var draft = new TransactionDraft(ShopNames.OfOrder(order), order, _checkout, _ledger.Attempts(order), bounds)
        {
            Builders = _ledger.Builders(order),
            Damage = isGivenTwice ? null : damage,
            GivenTwice = isGivenTwice ? creates : null,
            // What an order under such an id really did touches all that was put into any of them.
            Others = isGivenTwice ? [.. _contents.Again(order).SelectMany(Postings)] : [],
            Meant = Postings(meant),
            Shown = Postings(shown ?? meant),
        };
        _accounts.Add(new Account(
            ShopNames.OfOrder(order), Paid, paid ? 1 : 0, Flag(_first.Orders.GetValueOrDefault(order)), Flag(shown), Weight: 0)
        {
            Lost = isLost,
            StoodSince = Since(ShopNames.OfOrder(order)),
        });
        draft.Apart = [new Posting(_accounts.Count - 1, 1)];
        return draft;
    }

    private int Ended(string order, Outcome outcome) => _ledger.Attempts(order).Count(a => a.Outcome == outcome);

    private static ContentDamage? Damage(OrderContent? meant, OrderSize? size, OrderContent? shown)
    {
        if (shown is null) return null;
        if (meant is not null) return meant.Describe() == shown.Describe() ? null : new ContentDamage(meant.Describe(), shown.Describe());
        return size is not { } s || (Pieces(shown) == s.Pieces && shown.TotalCost == s.TotalCost)
            ? null
            : new ContentDamage($"{s.Pieces} pieces, total {s.TotalCost}", shown.Describe());
    }

    private static Int128 Pieces(OrderContent order)
    {
        Int128 pieces = 0;
        foreach (var line in order.Lines) pieces += line.Quantity;
        return pieces;
    }

    private List<Posting> Postings(OrderContent? content)
    {
        var postings = new List<Posting>();
        foreach (var line in content?.Lines ?? [])
            if (Index(_itemAccounts, line.Item, Item) is { } item && line.Quantity != 0) postings.Add(new Posting(item, -line.Quantity));
        if (content is not null && Index(_userAccounts, content.User, User) is { } user && content.TotalCost != 0)
            postings.Add(new Posting(user, -content.TotalCost));
        return postings;
    }

    private int? Index(Dictionary<string, int> accounts, string id, Func<string, Account?> make)
    {
        if (accounts.TryGetValue(id, out var index)) return index;
        if (make(id) is not { } account) return null;
        _accounts.Add(account);
        return accounts[id] = _accounts.Count - 1;
    }

    private Account? Item(string item) =>
        _contents.Opening.Stock(item) is { } opening
            ? new Account(
                ShopNames.OfItem(item), Stock, opening, _first.Items.GetValueOrDefault(item)?.Stock, _last.Items.GetValueOrDefault(item)?.Stock,
                _contents.Opening.Price(item) ?? _last.Items.GetValueOrDefault(item)?.Price ?? 0)
            {
                Lost = _last.Losses.Items.Contains(item),
                StoodSince = Since(ShopNames.OfItem(item)),
            }
            : null;

    private Account? User(string user) =>
        _contents.Opening.Credit(user) is { } opening
            ? new Account(
                ShopNames.OfUser(user), Credit, opening, _first.Users.GetValueOrDefault(user), _last.Users.GetValueOrDefault(user), Weight: -1)
            {
                Lost = _last.Losses.Users.Contains(user),
                StoodSince = Since(ShopNames.OfUser(user)),
            }
            : null;

    private TimeSpan? Since(string account) => _last.Since.TryGetValue(account, out var since) ? since : null;

    private static long? Flag(OrderContent? order) =>
        order is null ? null : order.Paid ? 1 : 0;
}
