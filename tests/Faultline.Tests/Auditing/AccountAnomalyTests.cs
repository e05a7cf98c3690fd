using Faultline.Auditing;

namespace Faultline.Tests.Auditing;

public sealed class AccountAnomalyTests
{
    [Theory]
    [InlineData(97, null)]
    [InlineData(98, null)]
    [InlineData(99, "item-out-of-bounds item 0")]
    [InlineData(96, "item-out-of-bounds item 0")]
    public void A_shared_item_must_lie_where_the_outcomes_allow(long closing, string? found)
    {
        var books = new ShopBooks();
        var item = books.Item(100, closing, price: 0);
        books.Order("o", (item, -1)).Order("f", (item, -1)).Order("u", (item, -1)).Order("o", (item, -1));

        Assert.Equal(found is null ? [] : [found], books.Found());
        Assert.All(books.Audit().Anomalies, a => Assert.True(a.Implicated));
    }

    [Theory]
    [InlineData("uuu", 93, null)]
    [InlineData("uuu", 91, null)]
    [InlineData("uuu", 92, "user-out-of-bounds user 0")]
    [InlineData("uou", 84, null)]
    [InlineData("uou", 88, "user-out-of-bounds user 0")]
    public void A_shared_user_must_be_a_sum_of_whole_orders(string outcomes, long closing, string? found)
    {
        // Orders of 7, 9 and 16: 7, 9, 16, 23, 25 and 32 can be reached, nothing else.
        var books = new ShopBooks();
        var user = books.User(100, closing);
        long[] totals = [7, 9, 16];
        for (var i = 0; i < totals.Length; i++)
            books.Order(outcomes[i..(i + 1)], (user, -totals[i]));

        Assert.Equal(found is null ? [] : [found], books.Found().Where(f => f.Contains("user", StringComparison.Ordinal) && !f.StartsWith("cons", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(-40, null)]
    [InlineData(-41, "user-out-of-bounds user 0")]
    public void Many_unknown_orders_are_still_tested_for_divisibility(long moved, string? found)
    {
        var books = new ShopBooks();
        var user = books.User(10_000, 10_000 + moved);
        for (var i = 0; i < 60; i++)
            books.Order("u", (user, i % 2 == 0 ? -20 : -40));

        Assert.Equal(found is null ? [] : [found], books.Found());
    }

    [Theory]
    [InlineData(-100, null)]
    [InlineData(-97, null)]
    [InlineData(-98, "user-out-of-bounds user 0")]
    public void Credits_and_debits_on_one_account_are_summed_with_their_signs(long moved, string? found)
    {
        // −100, −50, +3: sums are −150, −147, −100, −97, −50, −47, 0, 3.
        var books = new ShopBooks();
        var user = books.User(200, 200 + moved);
        books.Order("u", (user, -100)).Order("u", (user, -50)).Order("u", (user, 3));

        Assert.Equal(found is null ? [] : [found], books.Found());
    }

    [Theory]
    [InlineData(1, 0, null)]
    [InlineData(1, -1, "oversold item 0")]
    [InlineData(-1, -2, null)]
    public void A_balance_below_zero_is_overdrawn_unless_it_started_there(long opening, long closing, string? found)
    {
        var books = new ShopBooks();
        var item = books.Item(opening, closing, price: 0);
        books.Order(closing == 0 ? "f" : "o", (item, -1)).Order(opening == closing + 1 ? "f" : "o", (item, -1));
        if (closing == 0)
            books.Order("o", (item, -1));

        Assert.Equal(found is null ? [] : [found], books.Found().Where(f => f.StartsWith("over", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("ooo", false, null)]
    [InlineData("oooo", false, "oversold item 0")]
    [InlineData("ooou", false, null)]
    [InlineData("oooo", true, "oversold item 0")]
    public void More_acknowledged_than_there_was_is_proved_by_the_answers_alone(string outcomes, bool converged, string? found)
    {
        var books = new ShopBooks();
        var item = books.Item(3, 0, price: 0);
        foreach (var outcome in outcomes)
            books.Order(outcome.ToString(), (item, -1));

        Assert.Equal(found is null ? [] : [found], books.Found(converged));
    }

    [Fact]
    public void A_deposit_that_may_have_happened_covers_what_was_given_out()
    {
        var books = new ShopBooks();
        var user = books.User(3, 1);
        books.Order("o", (user, -4)).Order("u", (user, 2));

        Assert.Empty(books.Found());
    }

    [Fact]
    public void An_untouched_account_must_stand_still()
    {
        var books = new ShopBooks();
        books.Item(7, 7);
        books.Item(8, 6);
        books.Untouched.Add(new("item 90", ShopBooks.Stock, 5, 5, 5, 1));
        books.Untouched.Add(new("item 91", ShopBooks.Stock, 5, 5, 4, 1));
        books.Untouched.Add(new("item 92", ShopBooks.Stock, 5, null, null, 1));

        Assert.Equal(["untouched-account-moved item 1", "untouched-account-moved item 91"], books.Found());
        Assert.Empty(books.Found(converged: false));
    }

    [Fact]
    public void A_state_that_has_not_converged_proves_nothing_by_itself()
    {
        var books = new ShopBooks();
        var item = books.Item(3, -5);
        books.Order("o", (item, -1), (books.Flag(0), 1)).Order("f", (item, -1), (books.Flag(1), 1));

        Assert.Empty(books.Found(converged: false));
        Assert.Equal(3, books.Found().Length);
    }

    [Fact]
    public void With_unknown_content_only_flags_damage_and_balances_below_zero_count()
    {
        var books = new ShopBooks { ContentIncomplete = true };
        var (item, user) = (books.Item(3, 9), books.User(3, -1));
        books.Untouched.Add(new("item 90", ShopBooks.Stock, 5, 5, 4, 1));
        books.Order("o", (item, -1), (user, -10), (books.Flag(1), 1));
        books.Order("o", (item, -1), (books.Item(7, 9), -1), (books.Flag(0), 1));
        books.Order("o", new ContentDamage("3", "4"), (item, -1), (books.Flag(1), 1));

        Assert.Equal(["acknowledged-but-lost order 1", "order-damaged order 2", "overspent user 1"], books.Found());
        Assert.Single(books.Audit().Omitted);
    }

    [Fact]
    public void A_damaged_order_takes_the_proof_from_the_balances_it_may_have_moved_only()
    {
        var books = new ShopBooks();
        var (hot, other) = (books.Item(100, 50, price: 0), books.Item(100, 50, price: 0));
        books.Order("o", new ContentDamage("1", "40"), (hot, -1)).Order("o", (hot, -1));
        books.Order("f", new ContentDamage("1", "40"), (other, -1)).Order("o", (other, -1));

        Assert.Equal(["item-out-of-bounds item 1", "order-damaged order 0", "order-damaged order 2"], books.Found());
    }

    [Fact]
    public void The_operations_of_a_hot_item_are_capped_and_counted()
    {
        var books = new ShopBooks();
        var item = books.Item(1000, 1000, price: 0);
        for (var i = 0; i < 300; i++)
            books.Order("o", (item, -1));

        var anomaly = Assert.Single(books.Audit().Anomalies);

        Assert.Equal((100, 300), (anomaly.Operations.Count, anomaly.OperationsTotal));
    }
}
