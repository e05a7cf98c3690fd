using Faultline.Auditing;
using Faultline.Histories;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Workloads.Shop;

public sealed class ShopBooksTests
{
    private static readonly OpeningBalances Opening = new(stock: 100, credit: 1_000);

    [Fact]
    public async Task A_checkout_posts_to_items_user_and_flag_with_weights_that_balance()
    {
        var books = await BuildAsync(
            [Checkout(0, "o", Outcome.Ok)],
            new Reading().Order("o", "u", paid: true, 20, ("i", 2)).Item("i", 98, 10).User("u", 980));

        var transaction = Assert.Single(books.Transactions);
        Assert.Equal(
            [("item i", -2L), ("user u", -20L), ("order o", 1L)],
            transaction.Postings.Select(p => (books.Accounts[p.Account].Name, p.Amount)));
        Assert.Equal(0, transaction.Postings.Sum(p => p.Amount * books.Accounts[p.Account].Weight));
        Assert.Equal([(100L, 98L), (1_000L, 980L), (0L, 1L)], books.Accounts.Select(a => (a.Opening, a.Closing!.Value)));
        Assert.False(books.ContentIncomplete);
    }

    [Fact]
    public async Task An_order_that_could_not_be_read_makes_the_books_incomplete()
    {
        var books = await BuildAsync(
            [Checkout(0, "o", Outcome.Ok), Checkout(1, "p", Outcome.Ok)],
            new Reading().Order("o", "u", paid: true, 20, ("i", 2)).Unreadable("p").Item("i", 98, 10).User("u", 980));

        Assert.True(books.ContentIncomplete);
        Assert.Equal([("order o", 3), ("order p", 1)], books.Transactions.Select(t => (t.Name, t.Postings.Count)));
    }

    [Fact]
    public async Task An_order_of_the_run_that_is_gone_is_lost_and_keeps_what_was_put_in()
    {
        var created = new Dictionary<string, OrderContent> { ["o"] = new("u", false, 0, [new OrderLine("i", 1)]) };

        var books = await BuildAsync(
            [Operation(0, "create-order", "u"), Operation(1, "add-item", "o"), Checkout(2, "o", Outcome.Ok)],
            new Reading().Gone("o").Item("i", 99, 10).User("u", 990),
            created);

        var transaction = Assert.Single(books.Transactions);
        var flag = books.Accounts[transaction.Postings[^1].Account];
        Assert.Null(transaction.Damage);
        Assert.Equal((true, (long?)null), (flag.Lost, flag.Closing));
        Assert.Equal([0L, 1L], transaction.Builders);
        Assert.Equal([-1L, -10L, 1L], transaction.Postings.Select(p => p.Amount));
        Assert.False(books.ContentIncomplete);
    }

    [Fact]
    public async Task An_order_of_the_population_that_is_gone_makes_the_books_incomplete()
    {
        var books = await BuildAsync([Checkout(0, "o", Outcome.Ok)], new Reading().Gone("o"));

        Assert.True(books.ContentIncomplete);
        Assert.True(Assert.Single(books.Accounts).Lost);
    }

    [Fact]
    public async Task Items_and_users_that_their_store_lost_are_told_so_whether_an_order_touches_them_or_not()
    {
        var none = new HashSet<string>();
        var losses = new ShopLosses(none, new HashSet<string> { "i", "j" }, new HashSet<string> { "u" });

        var books = await BuildAsync(
            [Checkout(0, "o", Outcome.Ok)],
            new Reading().Order("o", "u", paid: true, 20, ("i", 2)).NoItem("i").NoItem("j").NoUser("u").User("v", 1_000).Lost(losses));

        Assert.Equal(["item i", "user u"], books.Accounts.Where(a => a.Lost).Select(a => a.Name));
        Assert.Equal([("item j", true), ("user v", false)], books.Untouched.Select(a => (a.Name, a.Lost)));
    }

    [Theory]
    [InlineData(10, 1, false)]
    [InlineData(20, 1, true)]
    [InlineData(20, 2, true)]
    public async Task An_order_that_differs_from_what_was_put_in_is_damaged(long total, long quantity, bool damaged)
    {
        var created = new Dictionary<string, OrderContent> { ["o"] = new("u", false, 0, [new OrderLine("i", 1)]) };

        var books = await BuildAsync(
            [Checkout(0, "o", Outcome.Ok)],
            new Reading().Order("o", "u", paid: true, total, ("i", quantity)).Item("i", 99, 10).User("u", 990),
            created);

        Assert.Equal(damaged, books.Transactions[0].Damage is not null);
    }

    // The shop charges what it shows, or what the order costs: either follows from the one damage.
    [Theory]
    [InlineData(981, -19)]
    [InlineData(980, -20)]
    [InlineData(960, -20)]
    public async Task A_damaged_order_is_judged_by_its_true_total_unless_only_the_shown_one_fits(long credit, long posted)
    {
        var books = await BuildAsync(
            [Checkout(0, "o", Outcome.Ok)],
            new Reading().Order("o", "u", paid: true, 19, ("i", 2)).Item("i", 98, 10).User("u", credit),
            population: Seed("o"));

        var order = Assert.Single(books.Transactions);
        Assert.Equal(new ContentDamage("2 pieces, total 20", "user u, 2 × item i, total 19"), order.Damage);
        Assert.Equal([("item i", -2L), ("user u", posted), ("order o", 1L)], Posted(books, order));
    }

    [Fact]
    public async Task An_item_that_is_added_twice_damages_the_order_and_what_that_takes_is_no_second_anomaly()
    {
        var created = new Dictionary<string, OrderContent> { ["o"] = new("u", false, 0, [new OrderLine("i", 1)]), ["p"] = new("v", false, 0, [new OrderLine("i", 1)]) };

        var books = await BuildAsync(
            [Checkout(0, "o", Outcome.Ok), Checkout(1, "p", Outcome.Unknown)],
            new Reading().Order("o", "u", paid: true, 20, ("i", 2)).Order("p", "v", paid: true, 20, ("i", 2)).Item("i", 96, 10).User("u", 980).User("v", 980),
            created);

        Assert.All(books.Transactions, t => Assert.Equal([-2L, -20L, 1L], t.Postings.Select(p => p.Amount)));
        Assert.All(books.Transactions, t => Assert.NotNull(t.Damage));
    }

    [Fact]
    public async Task An_order_that_was_read_before_the_load_is_compared_with_that()
    {
        var population = Population("o", "p") with
        {
            Contents = new Dictionary<string, OrderContent> { ["o"] = new("u", false, 20, [new OrderLine("i", 2)]), ["p"] = new("u", false, 20, [new OrderLine("i", 2)]) },
        };

        var books = await BuildAsync(
            [Checkout(0, "o", Outcome.Failed), Checkout(1, "p", Outcome.Failed)],
            new Reading().Order("o", "w", paid: false, 20, ("i", 2)).Order("p", "u", paid: false, 20, ("i", 2)).Item("i", 100, 10).User("u", 1_000).User("w", 1_000),
            population: population);

        Assert.Equal([true, false], books.Transactions.Select(t => t.Damage is not null));
    }

    [Fact]
    public async Task An_order_that_cannot_be_read_keeps_what_it_is_known_to_hold()
    {
        var created = new Dictionary<string, OrderContent> { ["o"] = new("u", false, 0, [new OrderLine("i", 1)]) };

        var books = await BuildAsync([Checkout(0, "o", Outcome.Ok)], new Reading().Unreadable("o").Item("i", 99, 10).User("u", 990), created);

        Assert.False(books.ContentIncomplete);
        Assert.Equal([("item i", -1L), ("user u", -10L), ("order o", 1L)], Posted(books, Assert.Single(books.Transactions)));
        Assert.Null(books.Accounts.Single(a => a.Kind.IsFlag).Closing);
    }

    [Fact]
    public async Task An_id_that_the_load_was_given_twice_is_told_with_both_creates_and_touches_what_both_hold()
    {
        var created = new Dictionary<string, OrderContent> { ["o"] = new("u", false, 0, [new OrderLine("i", 1)]) };

        var books = await BuildAsync(
            [
                Operation(0, "create-order", "u"), Operation(1, "create-order", "v") with { User = 1 }, Operation(2, "add-item", "o"),
                Operation(3, "add-item", "o") with { User = 1 }, Checkout(4, "o", Outcome.Ok),
            ],
            new Reading().Order("o", "v", paid: true, 20, ("i", 1), ("j", 1)).Item("i", 99, 10).Item("j", 99, 10).User("u", 1_000).User("v", 980),
            created,
            again: [("o", new OrderContent("v", false, 0, [new OrderLine("j", 1)]))]);

        var order = Assert.Single(books.Transactions);
        Assert.Equal([0L, 1L], order.GivenTwice);
        Assert.Null(order.Damage);
        Assert.Equal(["item i", "item j", "order o", "user u", "user v"], order.Postings.Select(p => books.Accounts[p.Account].Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(true, false, new long[0])]
    [InlineData(false, true, new long[] { 0 })]
    [InlineData(false, false, null)]
    public async Task An_id_that_was_taken_before_the_load_is_given_twice_too(bool whilePopulating, bool inTheLoad, long[]? creates)
    {
        var population = Population("o") with
        {
            Contents = new Dictionary<string, OrderContent> { ["o"] = new("u", false, 10, [new OrderLine("i", 1)]) },
            GivenAgain = whilePopulating ? [("o", new OrderContent("v", false, 0, [new OrderLine("i", 1)]))] : [],
        };

        var books = await BuildAsync(
            [.. inTheLoad ? new[] { Operation(0, "create-order", "u"), Operation(1, "add-item", "o") } : [], Checkout(2, "o", Outcome.Ok)],
            new Reading().Order("o", "u", paid: true, 10, ("i", 1)).Item("i", 99, 10).User("u", 990), population: population);

        Assert.Equal(creates, Assert.Single(books.Transactions).GivenTwice);
    }

    [Fact]
    public async Task Amounts_beyond_64_bits_end_nothing()
    {
        var created = new Dictionary<string, OrderContent> { ["o"] = new("u", false, 0, [new OrderLine("i", 2)]) };
        var reading = new Reading().Order("o", "u", paid: true, long.MaxValue, ("i", long.MaxValue), ("j", long.MaxValue)).Item("i", 0, long.MaxValue).Item("j", 1, 1).User("u", long.MinValue);

        Assert.NotEmpty((await BuildAsync([Checkout(0, "o", Outcome.Ok)], reading, created)).Transactions);
        var ledger = await ShopLedger.ReadAsync(Stream([Checkout(0, "o", Outcome.Ok)]), CancellationToken.None);
        Assert.Null(ShopFigures.Calculate(ledger, created, Opening, reading.Build(), RepeatRule.Refused));
    }

    [Fact]
    public async Task Accounts_that_no_order_touches_are_listed_as_untouched()
    {
        var books = await BuildAsync(
            [Checkout(0, "o", Outcome.Failed)],
            new Reading().Order("o", "u", paid: false, 20, ("i", 2)).Item("i", 100, 10).Item("j", 99, 10).User("u", 1_000).User("v", 1_000));

        Assert.Equal(["item j", "user v"], books.Untouched.Select(a => a.Name));
    }

    [Fact]
    public async Task What_the_load_read_belongs_to_its_accounts_also_to_those_that_no_order_touches()
    {
        var books = await BuildAsync(
            [
                Checkout(0, "o", Outcome.Ok),
                Operation(1, "find-item", "i") with { Value = 98 }, Operation(2, "find-user", "u") with { Value = 980 },
                Operation(3, "find-item", "j") with { Value = 99 }, Operation(4, "find-user", "v"),
            ],
            new Reading().Order("o", "u", paid: true, 20, ("i", 2)).Item("i", 98, 10).Item("j", 100, 10).User("u", 980).User("v", 1_000));

        Assert.Equal(
            [("item i", 98L, 1L), ("item j", 99L, 3L), ("user u", 980L, 2L)],
            books.Reads.Select(r => (books.Accounts[r.Account].Name, r.Value, r.Operation)));
        Assert.Equal(["item i", "user u"], books.Readers.Select((r, i) => r.NameOf(i == 0 ? "i" : "u")));
        Assert.Equal(["user v"], books.Untouched.Select(a => a.Name));
        Assert.Equal(
            [(AnomalyKinds.ValueFromNowhere, "item j")],
            Auditor.Audit(books, [], converged: true, CancellationToken.None).Anomalies.Select(a => (a.Kind, a.Entity)));
    }

    [Fact]
    public async Task Figures_compare_what_was_acknowledged_with_what_moved()
    {
        var ledger = await ShopLedger.ReadAsync(Stream([Checkout(0, "o", Outcome.Ok), Checkout(1, "o", Outcome.Ok)]), CancellationToken.None);
        var reading = new Reading().Order("o", "u", paid: true, 20, ("i", 2)).Item("i", 98, 10).User("u", 980).Build();
        var none = new Dictionary<string, OrderContent>();

        Assert.Equal(2, ShopFigures.Calculate(ledger, none, Opening, reading, RepeatRule.AppliesAgain)?.StockLog);
        Assert.Equal(0, ShopFigures.Calculate(ledger, none, Opening, reading, RepeatRule.Refused)?.StockLog);
        Assert.Equal(20, ShopFigures.Calculate(ledger, none, Opening, reading, RepeatRule.AppliesAgain)?.PaymentDatabase);
        Assert.Null(ShopFigures.Calculate(ledger, none, Opening, new Reading().Unreadable("o").Build(), RepeatRule.Refused));
    }

    [Fact]
    public async Task Figures_of_the_consistency_test_presume_that_all_stock_sells()
    {
        var size = new ConsistencySize { Orders = 3, Users = 2, Credit = 1, Items = 1, Stock = 2 };
        var ledger = await ShopLedger.ReadAsync(
            Stream([Checkout(0, "a", Outcome.Ok), Checkout(1, "b", Outcome.Failed), Checkout(2, "c", Outcome.Unknown)]), CancellationToken.None);

        // One sale told, one more taken and charged by the attempt without an answer.
        var all = new Reading().Item("0", 0, 1).User("0", 0).User("1", 0).Build();
        Assert.Equal(new ClassicFigures(-1, 0, 1, 0), ShopFigures.OfConsistencyTest(size, ledger, all));

        var lost = new Reading().Item("0", 1, 1).User("0", 0).User("1", 1).Build();
        Assert.Equal(new ClassicFigures(-1, -1, 1, 1), ShopFigures.OfConsistencyTest(size, ledger, lost));
        Assert.Null(ShopFigures.OfConsistencyTest(size, ledger, new Reading().Item("0", 0, 1).User("0", 0).Build()));
    }

    private static async Task<Books> BuildAsync(
        Operation[] history, Reading reading, Dictionary<string, OrderContent>? created = null,
        ShopPopulation? population = null, (string Order, OrderContent Content)[]? again = null) =>
        ShopBooks.Build(
            await ShopLedger.ReadAsync(Stream(history), CancellationToken.None),
            new ShopContents(population ?? Population(), created ?? [], again ?? []), reading.Build(), reading.Build(), RepeatRule.Refused);

    private static IEnumerable<(string Account, long Amount)> Posted(Books books, Transaction transaction) =>
        transaction.Postings.Select(p => (books.Accounts[p.Account].Name, p.Amount));

    private static ShopPopulation Seed(params string[] orders) => Population(orders) with { Each = new OrderSize(2, 20) };

    private static ShopPopulation Population(params string[] orders) => new("some", orders, [], [], [], [], Opening) { Planned = orders.Length };

    private static Operation Checkout(long id, string order, Outcome outcome) => Operation(id, "checkout", order) with { Outcome = outcome };

    private static Operation Operation(long id, string kind, string key) => new(
        id, kind, key, 0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMilliseconds(1), Outcome.Ok, 200, 0, "", "");

    private static async IAsyncEnumerable<Operation> Stream(IEnumerable<Operation> operations)
    {
        foreach (var operation in operations) yield return operation;
        await Task.CompletedTask;
    }

    private sealed class Reading
    {
        private readonly Dictionary<string, OrderContent?> _orders = [];
        private readonly Dictionary<string, ItemState?> _items = [];
        private readonly Dictionary<string, long?> _users = [];
        private ShopLosses _losses = ShopLosses.None;

        public Reading Order(string id, string user, bool paid, long total, params (string Item, long Quantity)[] lines)
        {
            _orders[id] = new OrderContent(user, paid, total, [.. lines.Select(l => new OrderLine(l.Item, l.Quantity))]);
            return this;
        }

        public Reading Unreadable(string order)
        {
            _orders[order] = null;
            return this;
        }

        public Reading Gone(string order)
        {
            _orders[order] = null;
            _losses = _losses with { Orders = new HashSet<string>(_losses.Orders) { order } };
            return this;
        }

        public Reading Item(string id, long stock, long price)
        {
            _items[id] = new ItemState(stock, price);
            return this;
        }

        public Reading User(string id, long credit)
        {
            _users[id] = credit;
            return this;
        }

        public Reading NoItem(string id)
        {
            _items[id] = null;
            return this;
        }

        public Reading NoUser(string id)
        {
            _users[id] = null;
            return this;
        }

        public Reading Lost(ShopLosses losses)
        {
            _losses = losses;
            return this;
        }

        public ShopReading Build() => new(_orders, _items, _users) { Losses = _losses };
    }
}
