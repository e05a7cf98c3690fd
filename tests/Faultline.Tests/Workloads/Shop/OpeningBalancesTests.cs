using Faultline.Workloads.Shop;

namespace Faultline.Tests.Workloads.Shop;

public sealed class OpeningBalancesTests
{
    [Theory]
    [InlineData("0", 100L)]
    [InlineData("9", 100L)]
    [InlineData("3", 16L)]
    [InlineData("10", null)]
    [InlineData("-1", null)]
    [InlineData("007", null)]
    [InlineData("a-foreign-id", null)]
    public void What_was_declared_holds_for_the_ids_of_the_population_and_for_no_other(string item, long? stock)
    {
        var opening = new OpeningBalances(100, 50, 10) { Items = new NumberedIds(10), Users = new NumberedIds(5) };
        opening.ReadStock["3"] = 16;

        Assert.Equal(stock, opening.Stock(item));
    }

    [Theory]
    [InlineData("4", 50L)]
    [InlineData("5", null)]
    public void Users_are_declared_apart_from_items(string user, long? credit) =>
        Assert.Equal(credit, new OpeningBalances(100, 50, 10) { Items = new NumberedIds(10), Users = new NumberedIds(5) }.Credit(user));
}
