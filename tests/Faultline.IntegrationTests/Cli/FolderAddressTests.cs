using Faultline.IntegrationTests.Foreign;

namespace Faultline.IntegrationTests.Cli;

/// <summary>Whose system a run goes to where services are child processes of a folder.</summary>
public sealed class FolderAddressTests
{
    private const string Kill = """{ "kill_triggers": [ { "type": "time", "threshold": 0.5, "services": ["stock-service"], "recovery_time": 0.5 } ] }""";

    [Fact]
    public async Task Only_the_processes_that_listen_at_the_address_are_touched_and_others_are_told()
    {
        await using var shop = await RunningShop.StartAsync();
        await using var stranger = await ForeignShop.StartAsync();
        shop.Folder.Write("kill.json", Kill);
        shop.Folder.Write("stranger.json", Urls(stranger.Address, stranger.Address));
        shop.Folder.Write("both.json", Urls(shop.Gateway, stranger.Address));
        shop.Folder.Write("named.json", Urls(new Uri($"http://localhost:{shop.Gateway.Port}"), shop.Gateway));

        var elsewhere = await StressAsync(shop, "stranger.json");
        var both = await StressAsync(shop, "both.json");
        var project = await StressAsync(shop, "named.json", "--project", "any");
        var states = await shop.StatesAsync();
        var named = await StressAsync(shop, "named.json");
        var proxied = await StressAsync(shop, "stranger.json", "--host", "process");

        Told(elsewhere, "stranger.json names ", $"(pid {Environment.ProcessId} listens there)", "child processes of this folder (gateway, order-service, payment-service, stock-service; --host process)", "Nothing was killed");
        Told(both, "both.json names ", "where it has none", "Nothing was killed");
        Told(project, "named.json names ", "and not what runs in Docker", "the same without --host and --project");
        Assert.All(states, s => Assert.Equal("running", s.Value));
        Assert.True(named.ExitCode is 0 or 2, named.ToString());
        Assert.Contains("fault: killed stock-service-1", named.Error, StringComparison.Ordinal);
        Assert.True(proxied.ExitCode is 0 or 2, proxied.ToString());
        Assert.Contains("fault: killed stock-service-1", proxied.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_whose_gateway_is_down_is_found_by_what_is_on_record()
    {
        await using var shop = await RunningShop.StartAsync();
        shop.Folder.Write("kill.json", Kill);
        var kill = await shop.Tool.RunAsync("services", "kill", "gateway");

        var run = await StressAsync(shop, "urls.json");

        Assert.True(kill.ExitCode == 0, kill.ToString());
        Assert.True(run.ExitCode == 69, run.ToString());
        Assert.Contains("/orders/find/0", run.Error, StringComparison.Ordinal);
    }

    private static string Urls(Uri order, Uri others) => $$"""{ "ORDER_URL": "{{order}}", "PAYMENT_URL": "{{others}}", "STOCK_URL": "{{others}}" }""";

    private static Task<ToolResult> StressAsync(RunningShop shop, string urls, params string[] more) => shop.Tool.RunAsync(
        [
            "stress", "--init", "--population", "visible", "--population-size", "50", "--users", "5", "--spawn-rate", "5", "--runtime", "3",
            "--server-timeout", "1", "--urls", urls, "--kill-config", "kill.json", .. more,
        ]);

    private static void Told(ToolResult result, params string[] words)
    {
        Assert.True(result.ExitCode == 64, result.ToString());
        Assert.All(words, word => Assert.Contains(word, result.Error, StringComparison.Ordinal));
    }
}
