namespace Faultline.IntegrationTests.Foreign;

/// <summary>Reads of a copy that is behind, with one that is not beside it: the same account is told in turn as it was and as it is.</summary>
public sealed class StaleReadsTests
{
    [Fact]
    public async Task In_the_consistency_test_a_shop_with_stale_reads_is_consistent()
    {
        await using var shop = await ForeignShop.StartAsync(new ShowsLate(TimeSpan.FromSeconds(10)) { Flickers = true });

        var run = await ForeignRun.ConsistencyAsync(shop, serverTimeout: 12);

        run.MustBeConsistent();
    }

    [Fact]
    public async Task In_the_stress_test_a_shop_with_stale_reads_is_consistent()
    {
        await using var shop = await ForeignShop.StartAsync(new ShowsLate(TimeSpan.FromSeconds(3)) { Flickers = true });

        var run = await ForeignRun.StressAsync(
            shop, "visible", serverTimeout: 5, "--mix", "checkout=50,create=20,ask=30", "--pause", "0.2..0.8");

        run.MustBeConsistent();
        Assert.True(run.Json.GetProperty("weakReads").GetProperty("weak").GetInt32() > 0, run.Tool.ToString());
    }
}
