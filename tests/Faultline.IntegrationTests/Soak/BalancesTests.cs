using Faultline.Benches.Soak.Books;

namespace Faultline.IntegrationTests.Soak;

public sealed class BalancesTests
{
    private const long Opening = 100;
    private static readonly Order Paid = new(true, "u", 7, [("i", 2), ("j", 1)]);
    private static readonly Order Open = new(false, "v", 9, [("i", 3)]);

    [Fact]
    public void What_left_the_accounts_is_what_paid_orders_hold_so_nothing_differs()
    {
        var books = Books(u: 93, v: 100, i: 98, j: 99);

        Assert.Empty(books.Differences(Opening));
        Assert.Equal(1, books.Paid);
    }

    [Theory]
    [InlineData(92, 100, 98, 99, "user u: 8 left it, its paid orders hold 7")]
    [InlineData(93, 91, 98, 99, "user v: 9 left it, its paid orders hold 0")]
    [InlineData(93, 100, 100, 99, "item i: 0 left it, its paid orders hold 2")]
    [InlineData(93, 100, 98, 101, "item j: -1 left it, its paid orders hold 1")]
    public void A_single_account_that_is_off_is_told(long u, long v, long i, long j, string told) =>
        Assert.Equal([told], Books(u, v, i, j).Differences(Opening));

    [Fact]
    public void Opposite_errors_on_two_accounts_do_not_cancel() =>
        Assert.Equal(2, Books(u: 94, v: 99, i: 98, j: 99).Differences(Opening).Count);

    [Fact]
    public void An_account_of_a_paid_order_that_is_not_there_is_told()
    {
        var books = Books(u: 93, v: 100, i: 98, j: 99) with { Stock = new Dictionary<string, long> { ["i"] = 98 } };

        Assert.Equal(["item j is in a paid order and is not there"], books.Differences(Opening));
    }

    [Fact]
    public void Two_readings_are_the_same_only_where_balances_and_paid_orders_are()
    {
        var books = Books(u: 93, v: 100, i: 98, j: 99);

        Assert.True(books.IsSameAs(Books(u: 93, v: 100, i: 98, j: 99)));
        Assert.False(books.IsSameAs(Books(u: 93, v: 100, i: 98, j: 98)));
        Assert.False(books.IsSameAs(books with { Orders = new Dictionary<string, Order> { ["0"] = Paid, ["1"] = Open with { Paid = true } } }));
    }

    private static Balances Books(long u, long v, long i, long j) => new(
        new Dictionary<string, Order> { ["0"] = Paid, ["1"] = Open },
        new Dictionary<string, long> { ["i"] = i, ["j"] = j },
        new Dictionary<string, long> { ["u"] = u, ["v"] = v });
}
