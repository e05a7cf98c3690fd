using Faultline.Hosting.State;
using Faultline.Hosting.Processes;
using Faultline.IntegrationTests.Hosting;

namespace Faultline.IntegrationTests.Cli;

public sealed class ShopCommandTests
{
    [Fact]
    public async Task Down_stops_the_shop_and_leaves_nothing_behind()
    {
        await using var shop = await RunningShop.StartAsync("--checkout", "naive");
        shop.Folder.Write("mine.txt", "stays");
        Assert.Equal(4, (await shop.StatesAsync()).Count);

        var down = await shop.Tool.RunAsync("shop", "down");
        var up = await shop.Up.EndAsync();

        Assert.Equal((0, 0), (down.ExitCode, up.ExitCode));
        Assert.False(File.Exists(shop.Folder["urls.json"]));
        Assert.Equal(69, (await shop.Tool.RunAsync("services", "status", "--host", "process")).ExitCode);
        Assert.Contains("no shop runs", (await shop.Tool.RunAsync("shop", "down")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_urls_json_that_was_there_comes_back()
    {
        using var folder = new TemporaryFolder();
        using var state = new TemporaryFolder();
        folder.Write("urls.json", "mine");
        var tool = new Tool(folder.Path, state.Path);
        await using (var up = tool.Start("shop", "up"))
        {
            await up.SaidAsync("the shop is up");
            Assert.Contains("http://127.0.0.1:", File.ReadAllText(folder["urls.json"]), StringComparison.Ordinal);
        }

        Assert.Equal("mine", File.ReadAllText(folder["urls.json"]));
    }

    [Fact]
    public async Task After_a_kill_of_its_owner_down_stops_the_instances()
    {
        await using var shop = await RunningShop.StartAsync();
        shop.Up.Signal(Tool.Sigkill);
        await shop.Up.EndAsync();
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));

        var down = await shop.Tool.RunAsync("shop", "down");

        Assert.Contains("4 instances", down.Output, StringComparison.Ordinal);
        Assert.Equal(69, (await shop.Tool.RunAsync("services", "status", "--host", "process")).ExitCode);
    }

    [Fact]
    public async Task Down_beside_a_restart_leaves_no_process()
    {
        await using var shop = await RunningShop.StartAsync("--replicas", "2");
        shop.Up.Signal(Tool.Sigkill);
        await shop.Up.EndAsync();
        await using var restart = shop.Tool.Start(
            ["services", "restart", .. from service in new[] { "order", "stock", "payment" } from number in new[] { 1, 2 } select $"{service}-service-{number}"]);
        while (shop.Pending().Count == 0) await Task.Delay(5, TestContext.Current.CancellationToken);

        var down = await shop.Tool.RunAsync("shop", "down");
        var restarted = await restart.EndAsync();

        Assert.True(down.ExitCode == 0, down.ToString());
        Assert.True(restarted.ExitCode is 0 or 69, restarted.ToString());
        Assert.DoesNotContain(ProcessTable.All(), pid => ProcessTable.IsAlive(pid) && ProcessTable.Text(pid, "cmdline").Contains(shop.Folder.Path, StringComparison.Ordinal));
        Assert.Empty(shop.Pending());
    }

    [Fact]
    public async Task Down_beside_a_run_takes_the_shop_down_all_the_same()
    {
        await using var shop = await RunningShop.StartAsync();
        using var run = RunLock.Acquire(ProcessHost.Open(shop.Folder.Path, TimeProvider.System).System, "run of this test", TimeProvider.System, new StateFolder(shop.State));

        var down = await shop.Tool.RunAsync("shop", "down");
        var up = await shop.Up.EndAsync();

        Assert.Equal((0, 0), (down.ExitCode, up.ExitCode));
        Assert.Contains("warning: a run is under way", up.Error, StringComparison.Ordinal);
        Assert.Equal(69, (await shop.Tool.RunAsync("services", "status", "--host", "process")).ExitCode);
    }

    [Fact]
    public async Task Down_ends_a_shop_that_is_still_starting()
    {
        using var folder = new TemporaryFolder();
        using var state = new TemporaryFolder();
        var tool = new Tool(folder.Path, state.Path);
        await using var up = tool.Start("shop", "up", "--replicas", "3");
        await up.SaidAsync("starting the shop");

        ToolResult down;
        do down = await tool.RunAsync("shop", "down");
        while (down.Output.Contains("no shop runs", StringComparison.Ordinal));
        await up.EndAsync();

        Assert.True(down.ExitCode == 0, down.ToString());
        Assert.Equal(69, (await tool.RunAsync("services", "status", "--host", "process")).ExitCode);
    }

    [Fact]
    public async Task A_kill_by_hand_says_that_a_run_under_way_will_not_report_it()
    {
        await using var shop = await RunningShop.StartAsync();
        var system = ProcessHost.Open(shop.Folder.Path, TimeProvider.System).System;

        ToolResult kill;
        using (RunLock.Acquire(system, "run of this test", TimeProvider.System, new StateFolder(shop.State)))
            kill = await shop.Tool.RunAsync("services", "kill", "stock-service");
        var restart = await shop.Tool.RunAsync("services", "restart", "stock-service-1");

        Assert.True(kill.ExitCode == 0, kill.ToString());
        Assert.Contains("warning: a run is under way", kill.Error, StringComparison.Ordinal);
        Assert.True(restart.ExitCode == 0, restart.ToString());
        Assert.Empty(restart.Error);
    }

    [Fact]
    public async Task A_bug_is_refused_in_the_naive_checkout_and_where_it_is_not_known()
    {
        using var folder = new TemporaryFolder();
        using var state = new TemporaryFolder();
        var tool = new Tool(folder.Path, state.Path);

        var naive = await tool.RunAsync("shop", "up", "--checkout", "naive", "--bug", "phantom");
        var unknown = await tool.RunAsync("shop", "up", "--bug", "fantom");

        Assert.Equal((64, 64), (naive.ExitCode, unknown.ExitCode));
        Assert.Contains("naive", naive.Error, StringComparison.Ordinal);
        Assert.Contains("phantom", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kill_and_restart_by_hand()
    {
        await using var shop = await RunningShop.StartAsync("--replicas", "2");

        var kill = await shop.Tool.RunAsync("services", "kill", "stock-service", "--count", "3");
        var down = await shop.StatesAsync();
        var restart = await shop.Tool.RunAsync("services", "restart", "stock-service-1", "stock-service-2");

        Assert.True(kill.ExitCode == 0, kill.ToString());
        Assert.Contains("2 of stock-service were running, 3 asked for", kill.Error, StringComparison.Ordinal);
        Assert.Equal(["stock-service-1", "stock-service-2"], down.Where(s => s.Value == "exited").Select(s => s.Key).Order());
        Assert.True(restart.ExitCode == 0, restart.ToString());
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
    }
}
