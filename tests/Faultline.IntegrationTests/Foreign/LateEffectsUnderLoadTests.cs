namespace Faultline.IntegrationTests.Foreign;

/// <summary>A correct shop may answer before all its stores agree, in the stress test as in the consistency test.</summary>
public sealed class LateEffectsUnderLoadTests
{
    [Fact]
    public async Task In_the_stress_test_a_shop_whose_effects_come_late_is_consistent()
    {
        await using var shop = await ForeignShop.StartAsync(new ShowsLate(TimeSpan.FromSeconds(3)));

        var run = await ForeignRun.StressAsync(shop, "visible", serverTimeout: 5);

        run.MustBeConsistent();
    }

    [Theory]
    [InlineData(Store.Stock)]
    [InlineData(Store.Payment)]
    public async Task A_late_shop_that_loses_what_one_order_changes_is_found_out_and_nothing_else_is_blamed(Store store)
    {
        await using var shop = await ForeignShop.StartAsync(new LosesEffect(store, once: true), new ShowsLate(TimeSpan.FromSeconds(2)));

        var run = await ForeignRun.StressAsync(shop, "visible", serverTimeout: 4);

        run.MustBeInconsistent();
        run.MustBlameOnly(shop.Wronged);
    }
}
