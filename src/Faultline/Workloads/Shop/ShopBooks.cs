using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Workloads.Shop;

/// <summary>
/// Maps the shop to accounts: an item's stock, a user's credit, an order's paid flag. A checkout is the transaction
/// −quantity on each item, −total on the user, +1 on the flag.
/// </summary>
internal sealed class ShopBooks
{
    private static readonly AccountKind Stock = new("stock", "taken-twice", "stock-not-given-back", "oversold", "item-out-of-bounds") { Plural = "items" };
    private static readonly AccountKind Credit = new("credit", "charged-twice", "money-not-given-back", "overspent", "user-out-of-bounds") { Plural = "users" };
    private static readonly AccountKind Paid = new("paid", "paid-twice", "paid-flag-left", "unpaid", "paid-out-of-bounds", IsFlag: true) { Plural = "orders" };

    private readonly ShopLedger _ledger;
    private readonly IReadOnlyDictionary<string, OrderContent> _created;
    private readonly OpeningBalances _opening;
    private readonly ShopReading _first;
    private readonly ShopReading _last;
    private readonly List<Account> _accounts = [];
    private readonly Dictionary<string, int> _itemAccounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _userAccounts = new(StringComparer.Ordinal);
    private bool _incomplete;

    private ShopBooks(
        ShopLedger ledger, IReadOnlyDictionary<string, OrderContent> created, OpeningBalances opening, ShopReading first, ShopReading last)
    {
        (_ledger, _created, _opening, _first, _last) = (ledger, created, opening, first, last);
    }

    /// <summary>
    /// Builds the books. An order whose content is not known may have touched any account: then the books say so,
    /// and sums over accounts prove nothing.
    /// </summary>
    public static Books Build(
        ShopLedger ledger,
        IReadOnlyDictionary<string, OrderContent> created,
        OpeningBalances opening,
        ShopReading first,
        ShopReading last,
        RepeatRule repeat)
    {
        var books = new ShopBooks(ledger, created, opening, first, last);
        var transactions = ledger.Orders
            .Order(StringComparer.Ordinal)
            .Select(books.Transaction)
            .OfType<Transaction>()
            .ToArray();
        var untouched = last.Items.Keys.Where(i => !books._itemAccounts.ContainsKey(i)).Select(books.Item)
            .Concat(last.Users.Keys.Where(u => !books._userAccounts.ContainsKey(u)).Select(books.User))
            .OfType<Account>()
            .ToArray();
        return new Books(books._accounts, transactions, untouched, repeat)
        {
            ContentIncomplete = books._incomplete,
            Vocabulary = new Vocabulary("partial-checkout", "order-damaged"),
        };
    }

    private Transaction? Transaction(string order)
    {
        var created = _created.GetValueOrDefault(order);
        var found = _last.Orders.GetValueOrDefault(order);
        var lost = ReferenceEquals(found, OrderContent.Missing);
        // An order that is gone held what the run put into it, where the run did; otherwise nobody knows.
        var content = lost ? created is null ? null : Priced(created, 0) : found ?? PutIn(created);
        // What was refused every time moved nothing, whatever it holds.
        if (content is null && _ledger.Attempts(order).Any(a => a.Outcome != Outcome.Failed)) _incomplete = true;
        if ((found ?? content) is null || (created is null ? _opening.Paid(order) : false) is not { } paid) return null;

        var postings = new List<Posting>();
        foreach (var line in content?.Lines ?? [])
            if (Index(_itemAccounts, line.Item, Item) is { } item && line.Quantity != 0) postings.Add(new Posting(item, -line.Quantity));
        if (content is not null && Index(_userAccounts, content.User, User) is { } user && content.TotalCost != 0)
            postings.Add(new Posting(user, -content.TotalCost));
        _accounts.Add(new Account(
            $"order {order}", Paid, paid ? 1 : 0, Flag(_first.Orders.GetValueOrDefault(order)), Flag(found), Weight: 0));
        postings.Add(new Posting(_accounts.Count - 1, 1));

        var damage = lost
            ? new ContentDamage(created is null ? "the order of the population" : Priced(created, 0).Describe(), OrderContent.Missing.Describe())
            : Damage(created, found);
        return new Transaction($"order {order}", postings, _ledger.Attempts(order), damage, _ledger.Builders(order)) { Key = order };
    }

    private ContentDamage? Damage(OrderContent? created, OrderContent? found)
    {
        if (created is null || found is null) return null;
        var expected = Priced(created, found.TotalCost).Describe();
        var actual = found.Describe();
        return expected == actual ? null : new ContentDamage(expected, actual);
    }

    /// <summary>What the run put into an order that could not be read, where all its prices could.</summary>
    private OrderContent? PutIn(OrderContent? created) => created is null ? null : Priced(created, -1) is { TotalCost: >= 0 } known ? known : null;

    /// <summary>What the run put in, with its total; where a price could not be read the total cannot be told, and is the one given.</summary>
    private OrderContent Priced(OrderContent created, long unknown) => created with
    {
        TotalCost = created.Lines.All(l => _last.Items.GetValueOrDefault(l.Item) is not null)
            ? created.Lines.Sum(l => l.Quantity * (_last.Items.GetValueOrDefault(l.Item)?.Price ?? 0))
            : unknown,
    };

    private int? Index(Dictionary<string, int> accounts, string id, Func<string, Account?> make)
    {
        if (accounts.TryGetValue(id, out var index)) return index;
        if (make(id) is not { } account) return null;
        _accounts.Add(account);
        return accounts[id] = _accounts.Count - 1;
    }

    private Account? Item(string item) =>
        _opening.Stock(item) is { } opening
            ? new Account(
                $"item {item}", Stock, opening, _first.Items.GetValueOrDefault(item)?.Stock, _last.Items.GetValueOrDefault(item)?.Stock,
                _last.Items.GetValueOrDefault(item)?.Price ?? 0)
            : null;

    private Account? User(string user) =>
        _opening.Credit(user) is { } opening
            ? new Account(
                $"user {user}", Credit, opening, _first.Users.GetValueOrDefault(user), _last.Users.GetValueOrDefault(user), Weight: -1)
            : null;

    private static long? Flag(OrderContent? order) =>
        order is null || ReferenceEquals(order, OrderContent.Missing) ? null : order.Paid ? 1 : 0;
}
