using Faultline.Auditing;

namespace Faultline.Tests.Auditing;

public sealed class BlindSpotGaugeTests
{
    [Fact]
    public void Isolated_accounts_resolve_what_is_unknown()
    {
        var books = new ShopBooks();
        books.Order("u", (books.Item(9, 8), -1), (books.User(50, 40), -10), (books.Flag(1), 1));

        var audit = books.Audit();

        Assert.Equal(
            [new("stock", 0, 1, 0), new("credit", 0, 1, 0), new BlindSpot("paid", 0, 1, 0)], audit.BlindSpots);
        Assert.Equal((0, 1), (audit.UnresolvedAttempts, audit.Applied));
    }

    [Fact]
    public void Flags_resolve_a_shared_item_only_if_they_add_up_to_its_balance()
    {
        Assert.Equal(new("stock", 0, 3, 0), HotItem(closing: 98));
        Assert.Equal(new("stock", 0, 3, 0), HotItem(closing: 98, lastFlag: null));
        Assert.Equal(new("stock", 3, 0, 6), HotItem(closing: 97, lastFlag: 0, amount: -2));
        Assert.Equal(new("stock", 3, 0, 3), HotItem(closing: null));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(0, 0)]
    public void A_flag_that_two_orders_share_tells_only_that_neither_happened(long closing, int unresolved)
    {
        var books = new ShopBooks();
        var flag = books.Flag(closing);
        books.Order("u", (flag, 1)).Order("u", (flag, 1));

        var audit = books.Audit();

        Assert.Equal([new BlindSpot("paid", unresolved, 2 - unresolved, unresolved)], audit.BlindSpots);
        Assert.Equal(unresolved, audit.UnresolvedAttempts);
    }

    [Fact]
    public void A_balance_at_the_end_of_its_interval_determines_all_and_one_inside_nothing()
    {
        Assert.Equal(new("stock", 0, 2, 0), Shared(closing: 97));
        Assert.Equal(new("stock", 2, 0, 2), Shared(closing: 98));
        Assert.Equal(new("stock", 0, 2, 0), Shared(closing: 99));

        static BlindSpot Shared(long closing)
        {
            var books = new ShopBooks();
            var item = books.Item(100, closing, price: 0);
            books.Order("o", (item, -1)).Order("u", (item, -1)).Order("u", (item, -1));
            return Assert.Single(books.Audit().BlindSpots);
        }
    }

    [Fact]
    public void Where_repeats_have_no_effect_an_unknown_beside_an_ok_hides_nothing()
    {
        Assert.Equal(0, Unresolved(RepeatRule.Refused));
        Assert.Equal(0, Unresolved(RepeatRule.AcceptedWithoutEffect));
        Assert.Equal(3, Unresolved(RepeatRule.AppliesAgain));

        static int Unresolved(RepeatRule repeat)
        {
            var books = new ShopBooks { Repeat = repeat };
            var item = books.Item(100, 97, price: 0);
            books.Order("ouu", (item, -1), (books.Flag(1), 1)).Order("ou", (item, -1), (books.Flag(1), 1));
            return books.Audit().UnresolvedAttempts;
        }
    }

    [Fact]
    public void Each_attempt_is_counted_once_over_all_sorts_of_account()
    {
        var books = new ShopBooks { Repeat = RepeatRule.AppliesAgain };
        var (item, user) = (books.Item(100, 98), books.User(500, 480));
        books.Order("uu", (item, -1), (user, -10), (books.Flag(1), 1)).Order("uf", (item, -1), (user, -10), (books.Flag(null), 1));

        var audit = books.Audit();

        Assert.Equal(
            [new("stock", 3, 0, 3), new("credit", 3, 0, 30), new BlindSpot("paid", 1, 2, 1)], audit.BlindSpots);
        Assert.Equal((3, 4, 0.75), (audit.UnresolvedAttempts, audit.Attempts, audit.UnresolvedShare));
    }

    [Fact]
    public void Nothing_is_resolved_while_the_state_moves_or_content_is_unknown()
    {
        Assert.Equal(1, Isolated(incomplete: false).Audit(converged: false).UnresolvedAttempts);
        Assert.Equal(1, Isolated(incomplete: true).Audit().UnresolvedAttempts);

        static ShopBooks Isolated(bool incomplete)
        {
            var books = new ShopBooks { ContentIncomplete = incomplete };
            return books.Order("u", (books.Item(9, 8), -1), (books.Flag(1), 1));
        }
    }

    private static BlindSpot HotItem(long? closing, long? lastFlag = 0, long amount = -1)
    {
        var books = new ShopBooks();
        var item = books.Item(100, closing, price: 0);
        books.Order("u", (item, amount), (books.Flag(1), 1));
        books.Order("u", (item, amount), (books.Flag(1), 1));
        books.Order("u", (item, amount), (books.Flag(lastFlag), 1));
        return books.Audit().BlindSpots[0];
    }
}
