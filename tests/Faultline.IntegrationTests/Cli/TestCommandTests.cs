using System.Text.Json;

namespace Faultline.IntegrationTests.Cli;

/// <summary>The consistency test and the combined test on a shop of real processes, from the command line.</summary>
public sealed class TestCommandTests
{
    [Fact]
    public async Task The_consistency_test_kills_first_and_finds_the_saga_consistent_with_a_second_replica()
    {
        await using var shop = await RunningShop.StartAsync("--replicas", "2");

        var result = await shop.Tool.RunAsync(
            "test", "--test-type", "consistency", "--kill-services", "stock-service", "--recovery-time", "2", "--server-timeout", "5", "--format", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        using var run = JsonDocument.Parse(result.Output);
        Assert.Equal(("consistency", "consistent"), (Text(run.RootElement, "kind"), Text(run.RootElement, "verdict")));
        var checkouts = run.RootElement.GetProperty("transactions")[0];
        Assert.Equal(1000, checkouts.GetProperty("attempted").GetInt64());
        Assert.InRange(checkouts.GetProperty("succeeded").GetInt64(), 1, 100);
        var fault = Assert.Single(run.RootElement.GetProperty("faults").EnumerateArray());
        Assert.True(fault.GetProperty("delivered").GetBoolean());
        Assert.True(fault.GetProperty("healedAt").GetDateTimeOffset() - fault.GetProperty("injectedAt").GetDateTimeOffset() >= TimeSpan.FromSeconds(2));
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
    }

    [Fact]
    public async Task Both_tests_join_their_verdicts_and_an_unknown_service_is_told_before_anything_is_done()
    {
        await using var shop = await RunningShop.StartAsync();

        var unknown = await shop.Tool.RunAsync("test", "--kill-services", "stok-service");
        var type = await shop.Tool.RunAsync("test", "--test-type", "stres");
        var both = await shop.Tool.RunAsync(
            "test", "--test-type", "both", "--kill-services", "order-service", "stock-service", "--orders", "200", "--stock", "40", "--population-size", "300",
            "--users", "10", "--spawn-rate", "10", "--runtime", "8", "--server-timeout", "5", "--format", "json");

        Assert.True(unknown.ExitCode == 64, unknown.ToString());
        Assert.Contains("stock-service", unknown.Error, StringComparison.Ordinal);
        Assert.True(type.ExitCode == 64, type.ToString());

        // Every checkout of the stress test meets services that are down until the end: nothing is proved, and nothing is accused.
        Assert.True(both.ExitCode == 2, both.ToString());
        using var joined = JsonDocument.Parse(both.Output);
        Assert.Equal("undetermined", Text(joined.RootElement, "verdict"));
        Assert.Equal(["consistency", "stress"], joined.RootElement.GetProperty("runs").EnumerateArray().Select(r => Text(r, "kind")));
        Assert.Equal(2, Directory.GetDirectories(shop.Folder["results"]).Count(d => !d.EndsWith("latest", StringComparison.Ordinal)));
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
    }

    [Fact]
    public async Task More_kills_than_there_are_instances_and_every_service_down_end_with_a_verdict_and_all_are_up_again()
    {
        await using var shop = await RunningShop.StartAsync();

        var result = await shop.Tool.RunAsync(
            "test", "--test-type", "consistency", "--kill-services", "order-service,stock-service", "payment-service", "gateway", "--kill-count", "2",
            "--orders", "100", "--server-timeout", "2", "--operation-timeout", "3", "--format", "json");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Equal(2, result.Error.Split("warning: stock-service: only 1 of 2 instances was running at the start.").Length);
        using var run = JsonDocument.Parse(result.Output);
        Assert.Equal("undetermined", Text(run.RootElement, "verdict"));
        Assert.Contains("4 of 8 planned faults were delivered.", run.RootElement.GetProperty("reasons").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal(100, run.RootElement.GetProperty("transactions")[0].GetProperty("attempted").GetInt64());
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
    }

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();
}
