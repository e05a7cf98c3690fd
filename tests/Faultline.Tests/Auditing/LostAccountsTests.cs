using Faultline.Auditing;

namespace Faultline.Tests.Auditing;

public sealed class LostAccountsTests
{
    [Fact]
    public void What_a_store_lost_is_told_once_and_what_it_touched_is_not_told_again()
    {
        var books = new ShopBooks();
        var hot = books.Lost(books.Item(100, null));
        for (var i = 0; i < 200; i++)
            books.Order(i % 2 == 0 ? "o" : "u", (hot, -1), (books.Lost(books.Item(5, null)), -1), (books.User(500, i % 2 == 0 ? 480 : 500), -20), (books.Flag(i % 2 == 0 ? 1 : 0), 1));
        books.Untouched.Add(new("item 900", ShopBooks.Stock, 5, null, null, 10) { Lost = true });
        books.Untouched.Add(new("item 901", ShopBooks.Stock, 5, 5, 5, 10));

        var audit = books.Audit();
        var anomaly = Assert.Single(audit.Anomalies);

        Assert.Equal(("account-lost", "stock"), (anomaly.Kind, anomaly.Entity));
        Assert.Equal("lost 202 of 203 items", anomaly.Actual);
        Assert.Equal((100, 200), (anomaly.Operations.Count, anomaly.OperationsTotal));
        Assert.Contains("item 900", audit.Implicated);
        Assert.Equal(202, audit.Implicated.Count);
    }

    [Fact]
    public void Orders_that_are_gone_are_told_together_and_not_as_damaged_each()
    {
        var books = new ShopBooks();
        for (var i = 0; i < 3; i++)
            books.Order("o", new ContentDamage("1 of item 0", "nothing"), (books.Item(9, 8), -1), (books.User(50, 40), -10), (books.Lost(books.Flag(null)), 1));

        Assert.Equal(["account-lost orders"], books.Found());
        Assert.Equal("lost 3 of 3 orders", Assert.Single(books.Audit().Anomalies).Actual);
    }

    [Fact]
    public void A_state_that_has_not_converged_has_lost_nothing_yet()
    {
        var books = new ShopBooks();
        books.Order("o", (books.Lost(books.Item(9, null)), -1), (books.Flag(1), 1));

        Assert.Empty(books.Found(converged: false));
    }

    [Fact]
    public void An_id_that_was_given_twice_is_told_with_both_creates_and_its_accounts_prove_nothing_else()
    {
        var books = new ShopBooks();
        var (item, user) = (books.Item(10, 3), books.User(50, -90));
        books.Order("of", (item, -1), (user, -10), (books.Flag(0), 1)).GivenTwice(70, 71);
        books.Order("o", (item, -1), (books.User(50, 40), -10), (books.Flag(1), 1));
        books.Order("o", (item, -1), (books.User(50, 50), -10), (books.Flag(1), 1));

        var anomalies = books.Audit().Anomalies;

        Assert.Equal(["acknowledged-but-lost order 2", "id-given-twice order 0"], anomalies.Select(a => $"{a.Kind} {a.Entity}"));
        Assert.Equal([70, 71, 0, 1], anomalies[1].Operations);
    }

    [Fact]
    public void Accounts_that_nobody_looked_for_after_the_load_are_not_counted()
    {
        var books = new ShopBooks();
        books.Order("o", (books.Lost(books.Item(9, null)), -1)).Order("o", (books.Item(9, null), -1));
        books.Item(9, null);

        Assert.Equal("lost 1 of 2 items", Assert.Single(books.Audit().Anomalies).Actual);
    }

    [Theory]
    [InlineData(0, "it names more than one")]
    [InlineData(1, "it names more than one")]
    [InlineData(2, "2 were created under the same id")]
    public void Of_an_id_that_was_given_twice_only_creates_of_the_load_are_counted(int creates, string actual)
    {
        var books = new ShopBooks();
        books.Order("o", (books.Item(9, 8), -1)).GivenTwice([.. Enumerable.Range(70, creates).Select(id => (long)id)]);

        Assert.Equal(actual, Assert.Single(books.Audit().Anomalies).Actual);
    }
}
