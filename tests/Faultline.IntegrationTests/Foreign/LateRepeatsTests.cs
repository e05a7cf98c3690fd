namespace Faultline.IntegrationTests.Foreign;

/// <summary>What a repeated checkout does may show only when the load runs already, or is over.</summary>
public sealed class LateRepeatsTests
{
    [Fact]
    public async Task A_shop_that_charges_again_three_seconds_late_is_consistent_and_its_rule_is_told()
    {
        await using var shop = await ForeignShop.StartAsync(new ShowsLate(TimeSpan.FromSeconds(3)) { OnlyRepeats = true });

        var run = await ForeignRun.StressAsync(shop, "visible", serverTimeout: 5);

        run.MustBeConsistent();
        Assert.Equal("applies-again", run.Json.GetProperty("transactions")[0].GetProperty("repeat").GetString());
    }
}
