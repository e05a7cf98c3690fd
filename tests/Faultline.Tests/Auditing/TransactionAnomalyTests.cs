using Faultline.Auditing;

namespace Faultline.Tests.Auditing;

public sealed class TransactionAnomalyTests
{
    /// <summary>One order on an item (2 at 10) and a user (20), both its own, with what really happened to each.</summary>
    [Theory]
    // Refused on repeat: bounds [min(1,A), min(1,A+U)].
    [InlineData("o", 1, 1, 1, null)]
    [InlineData("f", 0, 0, 0, null)]
    [InlineData("u", 0, 0, 0, null)]
    [InlineData("u", 1, 1, 1, null)]
    [InlineData("oo", 1, 1, 1, null)]
    [InlineData("fu", 1, 1, 1, null)]
    [InlineData("o", 0, 0, 0, "acknowledged-but-lost")]
    [InlineData("o", 1, 1, 0, "acknowledged-but-lost")]
    [InlineData("o", 1, 0, 1, "acknowledged-but-lost")]
    [InlineData("o", 0, 1, 1, "acknowledged-but-lost")]
    [InlineData("ou", 0, 0, 0, "acknowledged-but-lost")]
    [InlineData("f", 1, 1, 1, "refused-but-applied")]
    [InlineData("f", 1, 1, 0, "refused-but-applied")]
    [InlineData("f", 0, 0, 1, "refused-but-applied")]
    [InlineData("o", 1, 2, 1, "charged-twice")]
    [InlineData("o", 2, 1, 1, "taken-twice")]
    [InlineData("uu", 1, 2, 1, "charged-twice")]
    [InlineData("f", 1, 0, 0, "stock-not-given-back")]
    [InlineData("f", 0, 1, 0, "money-not-given-back")]
    [InlineData("f", -1, 0, 0, "given-back-twice")]
    [InlineData("u", 0, -1, 0, "given-back-twice")]
    [InlineData("u", 1, 0, 0, "partial-checkout")]
    [InlineData("u", 0, 1, 1, "partial-checkout")]
    [InlineData("u", 1, 1, 0, "partial-checkout")]
    [InlineData("u", 0, 0, 1, "partial-checkout")]
    public void An_order_on_its_own_item_and_user_is_of_the_first_kind_that_fits(
        string attempts, int taken, int charged, int paid, string? kind)
    {
        var books = new ShopBooks();
        var (item, user, flag) = (books.Item(100, 100 - (2 * taken)), books.User(500, 500 - (20 * charged)), books.Flag(paid));
        books.Order(attempts, (item, -2), (user, -20), (flag, 1));

        Assert.Equal(kind is null ? [] : [$"{kind} order 0"], books.Found());
    }

    [Theory]
    [InlineData("oo", 2, 2, 1, null)]
    [InlineData("ou", 2, 2, 1, null)]
    [InlineData("uu", 2, 2, 1, null)]
    [InlineData("ou", 1, 1, 1, null)]
    [InlineData("oo", 1, 1, 1, "acknowledged-but-lost")]
    [InlineData("ou", 2, 3, 1, "charged-twice")]
    [InlineData("ou", 1, 2, 1, "partial-checkout")]
    [InlineData("ff", 2, 2, 1, "refused-but-applied")]
    public void Where_repeats_apply_again_every_ok_counts(string attempts, int taken, int charged, int paid, string? kind)
    {
        var books = new ShopBooks { Repeat = RepeatRule.AppliesAgain };
        var (item, user, flag) = (books.Item(100, 100 - taken), books.User(500, 500 - (10 * charged)), books.Flag(paid));
        books.Order(attempts, (item, -1), (user, -10), (flag, 1));

        Assert.Equal(kind is null ? [] : [$"{kind} order 0"], books.Found());
    }

    [Theory]
    [InlineData("o", 0, 0, 1, null)]
    [InlineData("u", 0, 0, 1, null)]
    [InlineData("f", 0, 0, 1, null)]
    [InlineData("o", 0, 0, 0, "acknowledged-but-lost order 0")]
    [InlineData("f", 0, 0, 0, "paid-out-of-bounds paid 2")]
    [InlineData("o", 1, 1, 1, "taken-twice order 0")]
    [InlineData("u", 0, 1, 1, "charged-twice order 0")]
    [InlineData("f", 1, 1, 1, "refused-but-applied order 0")]
    public void An_order_paid_before_the_run_must_stay_paid_and_move_nothing(
        string attempts, int taken, int charged, int paid, string? found)
    {
        var books = new ShopBooks { Repeat = RepeatRule.AcceptedWithoutEffect };
        var (item, user, flag) = (books.Item(100, 100 - taken), books.User(500, 500 - (10 * charged)), books.Flag(paid, opening: 1));
        books.Order(attempts, (item, -1), (user, -10), (flag, 1));

        Assert.Equal(found is null ? [] : [found], books.Found());
    }

    [Fact]
    public void A_movement_that_is_no_multiple_is_amount_drift()
    {
        var books = new ShopBooks();
        books.Order("o", (books.Item(100, 99), -1), (books.User(500, 495), -10), (books.Flag(1), 1));

        Assert.Equal(["amount-drift order 0"], books.Found());
    }

    [Fact]
    public void Damage_is_told_with_the_operations_that_built_the_order_unless_an_earlier_kind_fits()
    {
        var books = new ShopBooks();
        var damage = new ContentDamage("2 of item 3", "nothing");
        books.Order("o", damage, (books.Item(100, 99), -1), (books.User(500, 490), -10), (books.Flag(1), 1));
        books.Order("o", damage, (books.Item(100, 99), -1), (books.User(500, 490), -10), (books.Flag(0), 1));

        var anomalies = books.Audit().Anomalies;

        Assert.Equal(["acknowledged-but-lost order 1", "order-damaged order 0"], anomalies.Select(a => $"{a.Kind} {a.Entity}"));
        Assert.Equal([1000, 1001, 0], anomalies[1].Operations);
        Assert.Equal(("2 of item 3", "nothing"), (anomalies[1].Expected, anomalies[1].Actual));
    }

    [Fact]
    public void Without_flag_and_user_of_its_own_a_refused_order_with_stock_gone_is_stock_not_given_back()
    {
        var books = new ShopBooks();
        var shared = books.User(500, 490);
        books.Order("f", (books.Item(100, 99), -1), (shared, -10));
        books.Order("o", (books.Item(100, 99), -1), (shared, -10));

        Assert.Equal(["stock-not-given-back order 0"], books.Found());
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "refused-but-applied order 0")]
    public void A_transaction_on_a_single_account_needs_no_second_side(int applied, string? found)
    {
        var books = new ShopBooks();
        books.Order("f", (books.Item(100, 100 - applied, price: 0), -1));

        Assert.Equal(found is null ? [] : [found], books.Found());
    }

    [Theory]
    [InlineData(99, "refused-but-applied order 0")]
    [InlineData(100, "stock-not-given-back order 0")]
    public void Of_two_accounts_of_one_sort_both_must_have_moved_to_call_a_refused_order_applied(long second, string found)
    {
        var books = new ShopBooks();
        books.Order("f", (books.Item(100, 99, price: 0), -1), (books.Item(100, second, price: 0), -1));

        Assert.Equal([found], books.Found());
    }

    [Fact]
    public void The_flag_alone_proves_where_nothing_is_isolated_and_shared_accounts_are_not_told_again()
    {
        var books = new ShopBooks();
        var (item, user) = (books.Item(100, 98), books.User(500, 480));
        books.Order("o", (item, -1), (user, -10), (books.Flag(1), 1));
        books.Order("o", (item, -1), (user, -10), (books.Flag(0), 1));
        books.Order("f", (item, -1), (user, -10), (books.Flag(1), 1));
        books.Order("u", (item, -1), (user, -10), (books.Flag(0), 1));

        Assert.Equal(["acknowledged-but-lost order 1", "refused-but-applied order 2"], books.Found());
    }

    [Fact]
    public void What_could_not_be_read_proves_nothing()
    {
        var books = new ShopBooks();
        books.Order("o", (books.Item(100, null), -1), (books.User(500, null), -10), (books.Flag(null), 1));

        Assert.Empty(books.Found());
    }

    [Fact]
    public void The_words_carry_the_figures_and_the_windows_those_of_the_attempts()
    {
        var books = new ShopBooks();
        books.Order("fu", (books.Item(100, 99), -1), (books.User(500, 500), -10), (books.Flag(0), 1));

        var anomaly = Assert.Single(
            books.Audit(
                true,
                Window("after", 1.6, 9),
                Window("second", 1.4, 1.45),
                Window("first", -1, 0.1),
                Window("between", 0.6, 0.9)).Anomalies);

        Assert.Equal("applied 0 to 1 times on every account (0 ok, 1 failed, 1 unknown)", anomaly.Expected);
        Assert.Equal("item 0: once, user 1: 0 times, paid: 0", anomaly.Actual);
        Assert.Equal([0, 1], anomaly.Operations);
        Assert.Equal(["first", "second"], anomaly.Windows);
        Assert.False(anomaly.Implicated);
    }

    [Fact]
    public void A_balance_at_the_end_of_the_range_of_numbers_is_judged_like_any_other()
    {
        var books = new ShopBooks();
        var shared = books.Item(100, long.MaxValue);
        books.Order("o", (books.User(5, long.MinValue), -1), (shared, -3), (books.Flag(1), 1));
        books.Order("u", (books.User(5, long.MaxValue), -1), (shared, -3), (books.Flag(1), 1));

        Assert.Equal(
            ["charged-twice order 0", "given-back-twice order 1", "overspent user 1"], books.Found());
    }

    private static FaultWindow Window(string name, double from, double to) =>
        new(name, TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(to));
}
