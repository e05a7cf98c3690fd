namespace Faultline.IntegrationTests.Foreign;

/// <summary>Shops that are hard to fill.</summary>
public sealed class SlowPopulationTests
{
    [Fact]
    public async Task A_shop_that_is_too_slow_to_be_populated_is_not_found_consistent()
    {
        await using var shop = await ForeignShop.StartAsync(new Slow(call => call.IsCreateOrder, first: 20, TimeSpan.FromSeconds(2)));

        var run = await ForeignRun.ConsistencyAsync(shop, serverTimeout: 1, "--operation-timeout", "0.8");

        Assert.True((run.Tool.ExitCode, run.Verdict) == (2, "undetermined"), run.Tool.ToString());
        Assert.Contains(run.Reasons, reason => reason.Contains("of 80 ", StringComparison.Ordinal));
        var coverage = run.Json.GetProperty("coverage");
        Assert.Equal((80, 80), (coverage.GetProperty("populationPlanned").GetInt32(), coverage.GetProperty("attemptsPlanned").GetInt32()));
        Assert.InRange(coverage.GetProperty("populationMade").GetInt32(), 1, 20);
    }

    [Fact]
    public async Task A_batch_init_that_is_carried_out_long_after_its_connection_was_cut_does_not_meet_the_load()
    {
        await using var shop = await ForeignShop.StartAsync(new InitialisesLate(TimeSpan.FromSeconds(3)));

        var run = await ForeignRun.StressAsync(shop, "seed", serverTimeout: 5);

        run.MustBeConsistent();
    }
}
