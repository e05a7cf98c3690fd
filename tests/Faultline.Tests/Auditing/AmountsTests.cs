using Faultline.Auditing;

namespace Faultline.Tests.Auditing;

public sealed class AmountsTests
{
    private const long Vast = 1L << 62;

    [Theory]
    [InlineData(Vast, 1, "conservation-broken user 0, item 1")]
    [InlineData(long.MaxValue, 1, "conservation-broken user 0, item 1")]
    [InlineData(long.MaxValue, Vast / 4, "user-out-of-bounds user 0")]
    [InlineData(-Vast, Vast / 2, "user-out-of-bounds user 0")]
    public void Balances_near_the_end_of_the_numbers_are_judged_exactly(long opening, long amount, string found)
    {
        Assert.Empty(Shared(opening, amount, off: 0).Found());
        Assert.Equal([found], Shared(opening, amount, off: 1).Found());

        static ShopBooks Shared(long opening, long amount, int off)
        {
            var books = new ShopBooks();
            var user = books.User(opening, opening - (2 * amount) + off);
            var item = books.Item(Vast, Vast - 2, price: amount);
            books.Order("o", (user, -amount), (item, -1)).Order("u", (user, -amount), (item, -1)).Order("u", (user, -amount), (item, -1));
            return books;
        }
    }

    [Fact]
    public void What_is_beyond_exact_sums_is_left_out_and_said()
    {
        var books = new ShopBooks();
        var (one, other) = (books.Item(long.MinValue, long.MaxValue, price: long.MinValue), books.Item(long.MinValue, long.MaxValue, price: long.MinValue));
        for (var i = 0; i < 3; i++)
            books.Order("u", (one, 1), (other, -1));

        var audit = books.Audit();

        Assert.DoesNotContain(audit.Anomalies, a => a.Kind == AnomalyKinds.ConservationBroken);
        Assert.Equal(["Amounts beyond what can be computed exactly were not summed."], audit.Omitted);
    }

    [Fact]
    public void Work_that_is_not_done_is_said_and_never_called_consistent()
    {
        var books = new ShopBooks();
        var (item, user) = (books.Item(100, 99), books.User(500, 490));
        for (var i = 0; i < 4; i++)
            books.Order("u", (item, -1), (user, -10));

        var audit = Auditor.Audit(books.Books(), [], true, _ => new Work(3), TestContext.Current.CancellationToken);

        Assert.Empty(audit.Anomalies);
        Assert.Equal(["The balances were not compared with each other to the end: that would have been too much work."], audit.Omitted);
        Assert.Empty(books.Audit().Omitted);
    }
}
