using System.Text.Json;
using Faultline.IntegrationTests.Hosting;

namespace Faultline.IntegrationTests.Cli;

/// <summary>What signals and a kill of the tool itself leave of a run, and of the shop, in the middle of the load.</summary>
public sealed class InterruptedRunTests
{
    [Theory]
    [InlineData(Tool.Sigint, 130)]
    [InlineData(Tool.Sigterm, 143)]
    public async Task A_signal_in_the_middle_restores_what_is_down_and_judges_what_there_is(int signal, int exitCode)
    {
        await using var shop = await RunningShop.StartAsync();
        await using var run = await StartWithTwoDownAsync(shop);

        var watchdog = shop.Watchdog()!;
        run.Signal(signal);
        var result = await run.EndAsync();

        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.False(ProcessTable.IsAlive(watchdog.Pid));
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
        using var written = JsonDocument.Parse(File.ReadAllBytes(shop.Folder["results/latest/run.json"]));
        Assert.Equal("undetermined", written.RootElement.GetProperty("verdict").GetString());
        Assert.True(written.RootElement.GetProperty("requests").GetProperty("sent").GetInt64() > 0);
        Assert.True(File.Exists(shop.Folder["results/latest/report.html"]));

        var reasons = string.Join(' ', written.RootElement.GetProperty("reasons").EnumerateArray().Select(r => r.GetString()));
        Assert.Matches(@"interrupted \(stopped by a signal after [0-9]+ of [0-9]+ s\)", reasons);
        Assert.Contains("Up to then all balances agree", reasons, StringComparison.Ordinal);
        var again = await shop.Tool.RunAsync("check", "results/latest");
        Assert.True(again.ExitCode == 2, again.ToString());
    }

    [Fact]
    public async Task A_second_signal_skips_the_books_and_still_restores()
    {
        await using var shop = await RunningShop.StartAsync();
        await using var run = await StartWithTwoDownAsync(shop);

        var watchdog = shop.Watchdog()!;
        run.Signal(Tool.Sigint);
        await run.SaidAsync("settle:");
        run.Signal(Tool.Sigint);
        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 130, result.ToString());
        Assert.False(ProcessTable.IsAlive(watchdog.Pid));
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
        using var written = JsonDocument.Parse(File.ReadAllBytes(shop.Folder["results/latest/run.json"]));
        Assert.Equal("undetermined", written.RootElement.GetProperty("verdict").GetString());
        Assert.Contains("its books were not judged", written.RootElement.GetProperty("interrupted").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_kill_of_the_tool_itself_heal_restores_from_another_folder()
    {
        await using var shop = await RunningShop.StartAsync();
        await using var run = await StartWithTwoDownAsync(shop, "--no-watchdog");

        run.Signal(Tool.Sigkill);
        await run.EndAsync();
        Assert.Equal(2, (await shop.StatesAsync()).Values.Count(s => s == "exited"));
        using (var left = JsonDocument.Parse(File.ReadAllBytes(shop.Folder["results/latest/run.json"])))
            Assert.False(left.RootElement.GetProperty("finished").GetBoolean());

        var status = await shop.Tool.RunAsync("services", "status");
        var heal = await shop.Elsewhere.RunAsync("services", "heal");
        var again = await shop.Elsewhere.RunAsync("services", "heal");

        Assert.Equal(2, status.Output.Split("exited   left down by a killed run: faultline services heal").Length - 1);
        Assert.True(heal.ExitCode == 0, heal.ToString());
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
        Assert.Contains("nothing to heal", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_kill_of_the_tool_itself_the_next_run_restores_first()
    {
        await using var shop = await RunningShop.StartAsync();
        await using var run = await StartWithTwoDownAsync(shop, "--no-watchdog");
        run.Signal(Tool.Sigkill);
        await run.EndAsync();

        var next = await shop.Tool.RunAsync("stress", "--users", "3", "--spawn-rate", "3", "--runtime", "6", "--server-timeout", "5", "--kill-config", shop.Folder["later.json"]);

        Assert.True(next.ExitCode == 0, next.ToString());
        Assert.Contains("left behind by an earlier run", next.Error, StringComparison.Ordinal);
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
    }

    internal static async Task<RunningTool> StartWithTwoDownAsync(RunningShop shop, params string[] options)
    {
        var kills = shop.Folder.Write(
            "two.json", """{ "kill_triggers": [ { "type": "time", "threshold": 1, "services": ["stock-service", "order-service"], "recovery_time": 0 } ] }""");
        shop.Folder.Write("later.json", """{ "kill_triggers": [ { "type": "time", "threshold": 2, "services": ["stock-service"], "recovery_time": 1 } ] }""");
        var run = shop.Tool.Start(
            ["stress", "--init", "--population-size", "500", "--users", "20", "--spawn-rate", "20", "--runtime", "60", "--kill-config", kills, .. options]);
        await run.SaidAsync("fault:");
        await shop.DownAsync(2);
        return run;
    }
}
