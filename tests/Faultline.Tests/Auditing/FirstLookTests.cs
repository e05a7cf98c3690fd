using Faultline.Auditing;

namespace Faultline.Tests.Auditing;

public sealed class FirstLookTests
{
    [Theory]
    // Late, stale, and what a refused order took and gave back: a delay explains all of it.
    [InlineData(10, null)]
    [InlineData(9, null)]
    [InlineData(8, null)]
    [InlineData(7, null)]
    [InlineData(6, "value-from-nowhere item 0")]
    [InlineData(11, "value-from-nowhere item 0")]
    [InlineData(-1, "oversold item 0")]
    public void A_first_value_that_no_attempts_could_make_stays_though_it_healed(long first, string? found)
    {
        var books = new ShopBooks();
        var item = books.Item(10, 8, price: 0, first: first);
        books.Order("o", (item, -1), (books.Flag(1), 1)).Order("o", (item, -1), (books.Flag(1), 1)).Order("f", (item, -1), (books.Flag(0), 1));

        var audit = books.Audit();

        Assert.Equal(found is null ? [] : [found], audit.Anomalies.Select(a => $"{a.Kind} {a.Entity}"));
        Assert.Equal(found is null && first != 8 ? 1 : 0, audit.Transients.Count);
    }

    [Fact]
    public void A_first_value_between_the_sums_of_whole_orders_is_from_nowhere()
    {
        var books = new ShopBooks();
        var user = books.User(100, 80, first: 85);
        books.Order("o", (user, -10)).Order("o", (user, -10));

        Assert.Equal(["value-from-nowhere user 0"], books.Found());
    }

    [Fact]
    public void What_still_stands_is_told_once()
    {
        var books = new ShopBooks();
        books.Order("o", (books.Item(10, -2, first: -1), -12));

        Assert.Equal(["oversold item 0"], books.Found());
    }

    [Theory]
    [InlineData(6, null)] // an order that is not in the books may have taken and not yet given back
    [InlineData(11, "value-from-nowhere item 0")] // none gives stock
    [InlineData(-1, "oversold item 0")]
    public void Refused_orders_of_unknown_content_may_have_taken_and_given_back(long first, string? found)
    {
        var books = new ShopBooks();
        books.Order("o", (books.Item(10, 9, price: 0, first: first), -1), (books.Flag(1), 1));
        books.Untouched.Add(new("item 90", ShopBooks.Stock, 5, 4, 5, 1));

        var audit = Auditor.Audit(books.Books() with { RefusedContentUnknown = true }, [], converged: true, TestContext.Current.CancellationToken);

        Assert.Equal(found is null ? [] : [found], audit.Anomalies.Select(a => $"{a.Kind} {a.Entity}"));
        Assert.Empty(audit.Omitted);
    }
}
