namespace Faultline.IntegrationTests.Foreign;

/// <summary>Orders that are not what was put into them.</summary>
public sealed class DamagedOrdersTests
{
    private const string OrderDamaged = "order-damaged";

    [Theory]
    [InlineData("seed", false)]
    [InlineData("seed", true)]
    [InlineData("visible", false)]
    public async Task Totals_that_are_one_too_low_are_told_as_what_they_are(string population, bool isCharged)
    {
        await using var shop = await ForeignShop.StartAsync(new LowTotals(isCharged));

        var run = await ForeignRun.StressAsync(shop, population);

        // What follows from the totals is no fault of its own.
        run.MustBeInconsistent(OrderDamaged);
        Assert.Equal(OrderDamaged, Assert.Single(run.Kinds));
        // Orders of batch_init have numbers: nobody saw what was put into them, but their items and prices are known.
        if (population == "seed") Assert.Contains(run.Blamed, entity => entity.Split(' ')[^1].All(char.IsAsciiDigit));
    }

    [Fact]
    public async Task Items_that_are_added_twice_are_told_and_do_not_keep_the_shop_from_a_verdict()
    {
        await using var shop = await ForeignShop.StartAsync(new AddsTwice());

        var run = await ForeignRun.StressAsync(shop, "visible");

        run.MustBeInconsistent(OrderDamaged);
    }

    [Fact]
    public async Task In_the_consistency_test_items_that_are_added_twice_are_told()
    {
        await using var shop = await ForeignShop.StartAsync(new AddsTwice());

        var run = await ForeignRun.ConsistencyAsync(shop);

        run.MustBeInconsistent(OrderDamaged);
    }
}
