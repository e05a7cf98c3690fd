using System.Text.Json;
using Faultline.IntegrationTests.Foreign;

namespace Faultline.IntegrationTests.Cli;

/// <summary>A shell that lets the tool open few files: more users than connections, and what is too few for anything.</summary>
public sealed class FewDescriptorsTests
{
    [Fact]
    public async Task More_users_than_connections_wait_for_each_other_and_the_run_ends_with_a_verdict()
    {
        await using var shop = await ForeignShop.StartAsync(new Slow(call => call.Path.Contains("checkout", StringComparison.Ordinal), first: 0, by: TimeSpan.FromMilliseconds(50)));
        using var folder = new TemporaryFolder();
        folder.Write("urls.json", JsonSerializer.Serialize(new { ORDER_URL = shop.Address, PAYMENT_URL = shop.Address, STOCK_URL = shop.Address }));
        folder.Write("kills.json", """{ "kill_triggers": [] }""");

        var run = await Limited(256, folder.Path, folder.Path).RunAsync(
            "stress", "--init", "--population", "visible", "--population-size", "150", "--users", "400", "--spawn-rate", "400", "--runtime", "4", "--pause", "0..0.1",
            "--kill-config", "kills.json", "--server-timeout", "1", "--max-blind-spot", "0.5", "--format", "json");

        Assert.True(run.ExitCode is 0 or 2, run.ToString());
        Assert.Contains("400 users share 32 connections, since this process may have 256 files open (ulimit -n)", run.Error, StringComparison.Ordinal);
        using var result = JsonDocument.Parse(run.Output);
        var requests = result.RootElement.GetProperty("requests");
        Assert.Equal(requests.GetProperty("scheduled").GetInt64(), Sum(requests, "ok", "failed", "unknown"));
        Assert.True(requests.GetProperty("ok").GetInt64() > 0, run.ToString());
        Assert.True(result.RootElement.GetProperty("generator").GetProperty("saturated").GetBoolean(), run.ToString());
        Assert.DoesNotContain("open files", result.RootElement.GetProperty("failures").ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.True(File.Exists(folder["results/latest/report.html"]));
    }

    [Fact]
    public async Task Services_that_were_killed_run_again_and_the_report_is_written()
    {
        await using var shop = await RunningShop.StartAsync();
        var kills = shop.Folder.Write("kills.json", """{ "kill_triggers": [ { "type": "time", "threshold": 1, "services": ["stock-service"], "recovery_time": 0 } ] }""");

        var run = await Limited(512, shop.Folder.Path, shop.State).RunAsync(
            "stress", "--init", "--population-size", "300", "--users", "800", "--spawn-rate", "400", "--runtime", "5", "--server-timeout", "5", "--kill-config", kills);

        Assert.True(run.ExitCode is 0 or 2, run.ToString());
        Assert.Contains("800 users share 288 connections", run.Error, StringComparison.Ordinal);
        Assert.Contains("Services that are started again may have 512 files open as well", run.Error, StringComparison.Ordinal);
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
        Assert.True(File.Exists(shop.Folder["results/latest/report.html"]));
    }

    [Fact]
    public async Task A_soft_limit_is_raised_to_the_hard_one()
    {
        using var folder = new TemporaryFolder();
        await using var shop = await ForeignShop.StartAsync();
        folder.Write("urls.json", JsonSerializer.Serialize(new { ORDER_URL = shop.Address, PAYMENT_URL = shop.Address, STOCK_URL = shop.Address }));
        folder.Write("kills.json", """{ "kill_triggers": [] }""");

        var run = await Limited(2_048, folder.Path, folder.Path, soft: 200).RunAsync(
            "stress", "--init", "--population", "visible", "--population-size", "20", "--users", "1000", "--spawn-rate", "50", "--runtime", "1",
            "--kill-config", "kills.json", "--server-timeout", "1");

        Assert.True(run.ExitCode is 0 or 2, run.ToString());
        Assert.DoesNotContain("ulimit", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_few_are_told_before_anything_is_touched()
    {
        await using var shop = await RunningShop.StartAsync();

        foreach (var (limit, needed, command) in new (int, string, string[])[]
        {
            (200, "a run needs", ["stress"]), (100, "the tool needs 160", ["services", "restart", "stock-service-1"]), (100, "the tool needs 160", ["services", "heal"]),
        })
        {
            var result = await Limited(limit, shop.Folder.Path, shop.State).RunAsync(command);
            Assert.True(result.ExitCode == 69, result.ToString());
            Assert.Contains($"may have {limit} files open (ulimit -n), and {needed}", result.Error, StringComparison.Ordinal);
            Assert.Contains("Next: a higher ulimit -n", result.Error, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(shop.Folder["results"]));
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
    }

    private static Tool Limited(int limit, string folder, string state, int? soft = null) => new(folder, state)
    {
        Behind = ["bash", "-c", $"ulimit -n {limit} && ulimit -Sn {soft ?? limit} && exec \"$@\"", "bash"],
    };

    private static long Sum(JsonElement requests, params string[] names) => names.Sum(name => requests.GetProperty(name).GetInt64());
}
