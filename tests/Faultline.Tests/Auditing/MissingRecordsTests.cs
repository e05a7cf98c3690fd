namespace Faultline.Tests.Auditing;

public sealed class MissingRecordsTests
{
    /// <summary>One order on an item and a user of its own, with what was seen of it.</summary>
    [Theory]
    [InlineData("f", 1, 1, 1, null)]
    [InlineData("f", 0, 1, 0, null)]
    [InlineData("o", 1, 2, 1, null)]
    [InlineData("u", 1, 0, 0, null)]
    [InlineData("o", 1, 1, 0, "acknowledged-but-lost order 0")]
    [InlineData("o", 0, 1, 1, "acknowledged-but-lost order 0")]
    [InlineData("f", -1, 0, 0, "given-back-twice order 0")]
    public void Only_what_no_other_attempt_explains_is_told(string attempts, int taken, int charged, int paid, string? found)
    {
        var books = new ShopBooks { RecordsMissing = 1 };
        var (item, user, flag) = (books.Item(100, 100 - taken), books.User(500, 500 - (10 * charged)), books.Flag(paid));
        books.Order(attempts, (item, -1), (user, -10), (flag, 1));

        Assert.Equal(found is null ? [] : [found], books.Found());
        Assert.Equal(["1 operation was not recorded, so nothing counts that another attempt would explain."], books.Audit().Omitted);
    }

    [Theory]
    [InlineData(98, null)]
    [InlineData(90, null)]
    [InlineData(99, "item-out-of-bounds item 0")]
    [InlineData(-1, "oversold item 0")]
    public void A_shared_account_tells_only_if_it_moved_less_than_the_answers_demand(long closing, string? found)
    {
        var books = new ShopBooks { RecordsMissing = 3 };
        var item = books.Item(100, closing);
        books.Order("o", (item, -1), (books.Flag(1), 1)).Order("f", (item, -1), (books.Flag(0), 1)).Order("o", (item, -1), (books.Flag(1), 1));

        Assert.Equal(found is null ? [] : [found], books.Found());
    }

    [Theory]
    [InlineData(4, null)]
    [InlineData(6, "untouched-account-moved item 90")]
    public void An_untouched_account_may_have_been_touched_in_the_direction_of_its_trade(long closing, string? found)
    {
        var books = new ShopBooks { RecordsMissing = 1 };
        books.Order("o", (books.Item(9, 8), -1));
        books.Untouched.Add(new("item 90", ShopBooks.Stock, 5, closing, closing, 1));
        books.Untouched.Add(new("user 90", ShopBooks.Credit, 5, 9, 9, 1));

        Assert.Equal(found is null ? [] : [found], books.Found());
    }
}
