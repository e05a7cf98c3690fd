using Faultline.Auditing;

namespace Faultline.Tests.Auditing;

public sealed class ConservationCheckTests
{
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
    public void A_part_whose_transactions_do_not_balance_is_not_judged()
    {
        var books = new ShopBooks();
        var (item, user) = (books.Item(100, 98), books.User(500, 484));
        books.Order("u", (item, -1), (user, -8)).Order("u", (item, -1), (user, -8)).Order("u", (item, -1), (user, -8));

        Assert.Empty(books.Found());
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
