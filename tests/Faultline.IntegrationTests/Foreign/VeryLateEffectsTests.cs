namespace Faultline.IntegrationTests.Foreign;

/// <summary>Effects that come just before the usual time-out of a server is over.</summary>
public sealed class VeryLateEffectsTests
{
    [Fact]
    public async Task A_shop_whose_effects_come_after_26_of_30_seconds_is_not_accused()
    {
        await using var shop = await ForeignShop.StartAsync(new ShowsLate(TimeSpan.FromSeconds(26)));

        var run = await ForeignRun.ConsistencyAsync(shop, serverTimeout: 30);

        run.MustAccuseNobody();
        Assert.True(run.Json.GetProperty("converged").GetProperty("reached").GetBoolean(), run.Tool.ToString());
        Assert.Equal(30, run.Json.GetProperty("transactions")[0].GetProperty("succeeded").GetInt64());
    }
}
