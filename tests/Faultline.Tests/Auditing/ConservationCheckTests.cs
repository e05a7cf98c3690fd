using Faultline.Auditing;

namespace Faultline.Tests.Auditing;

public sealed class ConservationCheckTests
{
    private static readonly TransactionKind Transfer = new("transfer", RepeatRule.Refused, "partial-transfer");
    private static readonly TransactionKind Deposit = new("deposit", RepeatRule.Refused, Conserves: false);

    [Theory]
    [InlineData(98, 480, null)]
    [InlineData(98, 490, "conservation-broken item 0, user 1")]
    [InlineData(99, 480, "conservation-broken item 0, user 1")]
    public void Unknown_outcomes_do_not_excuse_money_without_goods(long stock, long credit, string? found)
    {
        var books = new ShopBooks();
        var (item, user) = (books.Item(100, stock), books.User(500, credit));
        for (var i = 0; i < 4; i++)
            books.Order("u", (item, -1), (user, -10));

        Assert.Equal(found is null ? [] : [found], books.Found());
    }

    [Fact]
    public void A_part_with_a_balance_that_could_not_be_read_is_not_judged()
    {
        var books = new ShopBooks();
        var (item, user) = (books.Item(100, 98), books.User(500, 470));
        books.Order("u", (item, -1), (user, -10)).Order("u", (item, -1), (user, -10), (books.Item(5, null, price: 0), -1));
        books.Order("u", (item, -1), (user, -10));

        Assert.Single(books.Found());
        books.Order("u", (books.Item(5, null), -1), (user, -10));
        Assert.Empty(books.Found());
    }

    [Fact]
    public void What_transactions_that_do_not_balance_add_is_allowed_for()
    {
        var books = new ShopBooks();
        var (item, user) = (books.Item(100, 98), books.User(500, 484));
        books.Order("u", (item, -1), (user, -8)).Order("u", (item, -1), (user, -8)).Order("u", (item, -1), (user, -8));

        Assert.Empty(books.Found());
    }

    [Theory]
    [InlineData(500, 510, null)]
    [InlineData(550, 460, null)]
    [InlineData(500, 511, "a value of 1 came from nowhere")]
    [InlineData(550, 449, "a value of 1 is gone")]
    [InlineData(520, 485, "they gained 5, which no number of effects gives that the balances allow")]
    public void Value_from_outside_widens_the_sum_by_its_bounds_and_no_more(long one, long other, string? found)
    {
        var books = new ShopBooks();
        var (first, second) = (books.Account(500, one), books.Account(500, other));
        for (var i = 0; i < 40; i++)
            books.Add(Transfer, "u", (first, i % 2 == 0 ? 10 + i : -10 - i), (second, i % 2 == 0 ? -10 - i : 10 + i));
        books.Add(Deposit, "u", (first, 10));

        var anomalies = books.Audit().Anomalies;

        if (found is null)
            Assert.Empty(anomalies);
        else
            Assert.StartsWith(found, Assert.Single(anomalies).Actual, StringComparison.Ordinal);
        Assert.All(anomalies, a => Assert.Equal((AnomalyKinds.ConservationBroken, "account 0, account 1"), (a.Kind, a.Entity)));
    }

    [Fact]
    public void What_came_in_says_of_an_unknown_deposit_whether_it_happened()
    {
        var books = new ShopBooks();
        var (first, second, third) = (books.Account(500, 510), books.Account(500, 490), books.Account(500, 520));
        for (var i = 0; i < 40; i++)
            books.Add(Transfer, "u", (first, i % 2 == 0 ? 10 : -10), (second, i % 2 == 0 ? -10 : 10));
        books.Add(Transfer, "u", (first, -10), (third, 10)).Add(Transfer, "u", (second, -10), (third, 10)).Add(Deposit, "u", (third, 20));

        var audit = books.Audit();

        Assert.Empty(audit.Anomalies);
        // Without the sum the third account may as well have got two transfers.
        Assert.Equal(42, audit.UnresolvedAttempts);
    }

    [Fact]
    public void What_a_proven_transaction_explains_is_not_told_again()
    {
        var books = new ShopBooks();
        var hot = books.Item(100, 98);
        books.Order("o", (hot, -1), (books.User(500, 490), -10));
        books.Order("o", (hot, -1), (books.User(500, 480), -10));

        Assert.Equal(["charged-twice order 1"], books.Found());
    }

    [Fact]
    public void What_a_proven_transaction_cannot_explain_is_told()
    {
        var books = new ShopBooks();
        var hot = books.Item(100, 96);
        var shared = books.User(500, 490);
        books.Order("o", (hot, -1), (books.User(500, 480), -10));
        books.Order("u", (hot, -1), (shared, -10)).Order("u", (hot, -1), (shared, -10));

        Assert.Equal(["charged-twice order 0", "conservation-broken item 0, user 1"], books.Found());
    }

    [Fact]
    public void A_sum_that_a_balance_which_is_off_explains_is_its_evidence_and_not_told_again()
    {
        var books = new ShopBooks();
        var hot = books.Item(100, 97);
        var shared = books.User(500, 495);
        books.Order("o", (hot, -1), (books.User(500, 480), -10));
        books.Order("u", (hot, -1), (shared, -10)).Order("u", (hot, -1), (shared, -10));

        Assert.Equal(["charged-twice order 0", "user-out-of-bounds user 1"], books.Found());
    }

    [Fact]
    public void Parts_are_judged_apart_and_named_by_their_first_accounts()
    {
        var books = new ShopBooks();
        for (var part = 0; part < 2; part++)
        {
            var (item, user) = (books.Item(100, 98), books.User(500, 480));
            var second = books.Item(100, 100 - part);
            var more = books.Item(100, 100);
            books.Order("u", (item, -1), (user, -10)).Order("u", (item, -1), (user, -10));
            books.Order("u", (second, -1), (more, -1), (user, -20)).Order("u", (second, -1), (more, -1), (user, -20));
        }

        var anomaly = Assert.Single(books.Audit().Anomalies);

        Assert.Equal((AnomalyKinds.ConservationBroken, "item 4, user 5, item 6 and 1 more"), (anomaly.Kind, anomaly.Entity));
        Assert.StartsWith("a value of 10 is gone, as if order 4 or order 5 or order 6 or one of 1 others had happened", anomaly.Actual, StringComparison.Ordinal);
        Assert.Equal([4, 5, 6, 7], anomaly.Operations);
        Assert.True(anomaly.Implicated);
    }
}
