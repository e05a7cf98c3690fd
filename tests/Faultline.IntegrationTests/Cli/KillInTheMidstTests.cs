using System.Text.Json;

namespace Faultline.IntegrationTests.Cli;

/// <summary>The consistency test where no other replica stays up, for each service in turn on one shop: a test replaces what it holds.</summary>
public sealed class KillInTheMidstTests(KillInTheMidstTests.OneShop one) : IClassFixture<KillInTheMidstTests.OneShop>
{
    [Theory]
    [InlineData("order-service")]
    [InlineData("stock-service")]
    [InlineData("payment-service")]
    public async Task With_one_replica_the_kill_comes_in_the_midst_of_the_checkouts_and_the_test_decides(string service)
    {
        var shop = one.Shop;

        var result = await shop.Tool.RunAsync(
            "test", "--test-type", "consistency", "--kill-services", service, "--stock", "400", "--server-timeout", "5", "--format", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains(
            $"plan: {service} will be killed when 200 of 1,000 checkouts are answered, since no other replica of {service} stays up", result.Error, StringComparison.Ordinal);
        Assert.Contains("load: 1,000 checkouts, 25 at once, 1 fault planned", result.Error, StringComparison.Ordinal);
        using var run = JsonDocument.Parse(result.Output);
        Assert.Equal("consistent", run.RootElement.GetProperty("verdict").GetString());
        Assert.StartsWith($"{service} will be killed when", run.RootElement.GetProperty("plan")[0].GetString(), StringComparison.Ordinal);
        var trigger = Assert.Single(run.RootElement.GetProperty("faults").EnumerateArray()).GetProperty("trigger");
        Assert.Equal(("answered", 200), (trigger.GetProperty("type").GetString(), trigger.GetProperty("threshold").GetInt32()));
        var checkouts = run.RootElement.GetProperty("transactions")[0];
        Assert.Equal(1000, checkouts.GetProperty("attempted").GetInt64());
        Assert.InRange(checkouts.GetProperty("unknown").GetInt64(), 0, 50);
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
    }

    /// <summary>The shop that they share.</summary>
    public sealed class OneShop : IAsyncLifetime
    {
        private RunningShop? _shop;

        public RunningShop Shop => _shop ?? throw new InvalidOperationException("it was not started");

        public async ValueTask InitializeAsync() => _shop = await RunningShop.StartAsync();

        public async ValueTask DisposeAsync()
        {
            if (_shop is not null) await _shop.DisposeAsync();
        }
    }
}
