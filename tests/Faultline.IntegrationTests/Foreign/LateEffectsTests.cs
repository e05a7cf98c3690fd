namespace Faultline.IntegrationTests.Foreign;

/// <summary>A correct shop may answer before all its stores agree: nobody is accused before the server's own time is over.</summary>
public sealed class LateEffectsTests
{
    [Theory]
    [InlineData(2.0, 4.0)]
    [InlineData(2.0, 4.0, Store.Stock)]
    [InlineData(2.0, 4.0, Store.Payment)]
    [InlineData(8.0, 10.0)]
    public async Task In_the_consistency_test_a_shop_whose_effects_come_late_is_consistent(double late, double serverTimeout, params Store[] stores)
    {
        await using var shop = await ForeignShop.StartAsync(new ShowsLate(TimeSpan.FromSeconds(late), stores));

        var run = await ForeignRun.ConsistencyAsync(shop, serverTimeout);

        run.MustBeConsistent();
    }
}
