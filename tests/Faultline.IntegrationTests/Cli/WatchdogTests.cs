using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Faultline.IntegrationTests.Hosting;

namespace Faultline.IntegrationTests.Cli;

/// <summary>What the tool's own watchdog does when the tool is killed, and that it is gone when there is nothing to do.</summary>
public sealed class WatchdogTests(ITestOutputHelper output)
{
    private const string OneKill = """{ "kill_triggers": [ { "type": "time", "threshold": 1, "services": ["stock-service"], "recovery_time": 1 } ] }""";

    // Of seconds it needs, so that a slow machine fails no test.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task After_a_kill_of_a_run_everything_is_up_again_with_nothing_typed()
    {
        await using var shop = await RunningShop.StartAsync();
        await using var run = await InterruptedRunTests.StartWithTwoDownAsync(shop);
        var status = await shop.Tool.RunAsync("services", "status");
        var watchdog = shop.Watchdog()!;

        var killed = Stopwatch.StartNew();
        run.Signal(Tool.Sigkill);
        await EventuallyAsync(() => shop.Pending().Count == 0);
        output.WriteLine($"everything was ready {killed.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s after the kill");
        var states = await shop.StatesAsync();
        await EventuallyAsync(() => !ProcessTable.IsAlive(watchdog.Pid));

        Assert.Contains($"a watchdog (pid {watchdog.Pid}) watches run stress (pid {run.Pid})", status.Output, StringComparison.Ordinal);
        Assert.Contains($"run stress (pid {run.Pid}) is at work here", status.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("left down", status.Output, StringComparison.Ordinal);
        Assert.All(states, s => Assert.Equal("running", s.Value));
        Assert.Contains("order-service-1 was started", await LogAsync(shop.State), StringComparison.Ordinal);
        Assert.Null(shop.Watchdog());
        Assert.Empty(Directory.GetFiles(Path.Combine(shop.State, "watchdogs"), "*.json"));
        Assert.Contains("nothing to heal", (await shop.Elsewhere.RunAsync("services", "heal")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_ends_with_a_run_that_ends_in_order_and_keeps_nothing_of_it_open()
    {
        await using var shop = await RunningShop.StartAsync();
        await using var run = shop.Tool.Start(Short(shop, "6"));
        await run.SaidAsync("fault:");
        var watchdog = shop.Watchdog()!;
        var session = ProcessTable.Fields(watchdog.Pid)![3];
        var files = ProcessTable.OpenFiles(watchdog.Pid);

        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(watchdog.Pid.ToString(CultureInfo.InvariantCulture), session);
        Assert.DoesNotContain(files, f => f.StartsWith(shop.Folder.Path, StringComparison.Ordinal));
        Assert.False(ProcessTable.IsAlive(watchdog.Pid));
        Assert.Empty(Directory.GetFiles(Path.Combine(shop.State, "watchdogs"), "*.json"));
        Assert.Empty(await LogAsync(shop.State));
    }

    [Fact]
    public async Task Where_it_cannot_be_started_the_run_says_so_and_goes_on()
    {
        await using var shop = await RunningShop.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(shop.State, "watchdogs"), "no folder", TestContext.Current.CancellationToken);

        var result = await shop.Tool.RunAsync([.. Short(shop, "6"), "--format", "json"]);

        Assert.True(result.ExitCode == 0, result.ToString());
        using var run = JsonDocument.Parse(result.Output);
        Assert.Contains(run.RootElement.GetProperty("warnings").EnumerateArray(), w => w.GetString()!.StartsWith("there is no watchdog (", StringComparison.Ordinal));
        Assert.All(run.RootElement.GetProperty("faults").EnumerateArray(), f => Assert.True(f.GetProperty("delivered").GetBoolean()));
    }

    [Fact]
    public async Task After_a_kill_of_a_restart_the_instance_is_up_again()
    {
        await using var shop = await RunningShop.StartAsync();
        await using var restart = shop.Tool.Start("services", "restart", "stock-service-1", "order-service-1");
        await EventuallyAsync(() => shop.Pending().Count > 0);
        var watchdog = shop.Watchdog()!;

        restart.Signal(Tool.Sigkill);
        await EventuallyAsync(() => !ProcessTable.IsAlive(watchdog.Pid));

        Assert.Empty(shop.Pending());
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
    }

    [Fact]
    public async Task Two_restarts_at_once_wait_for_each_other()
    {
        await using var shop = await RunningShop.StartAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => shop.Tool.RunAsync("services", "restart", "stock-service-1")));

        Assert.All(results, r => Assert.True(r.ExitCode == 0, r.ToString()));
        Assert.Empty(shop.Pending());
        Assert.Null(shop.Watchdog());
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
    }

    [Theory]
    [InlineData("starting the shop")]
    [InlineData("populate:")]
    [InlineData("fault: killed")]
    public async Task After_a_kill_of_a_demo_nothing_of_its_shop_is_left(string moment)
    {
        using var folder = new TemporaryFolder();
        using var state = new TemporaryFolder();
        await using var demo = new Tool(folder.Path, state.Path).Start("demo", "--quick");
        await demo.SaidAsync(moment);
        var demos = Path.Combine(state.Path, "demos");
        // A kill while the shop is on its way is to find some of it.
        await EventuallyAsync(() => Of(demos).Count > 1);

        demo.Signal(Tool.Sigkill);
        await demo.EndAsync();
        await EventuallyAsync(() => Of(demos).Count == 0 && Of("watchdog", state.Path).Count == 0);

        Assert.Empty(Directory.GetDirectories(demos));
        Assert.Contains("stopped the shop of the demo", await LogAsync(state.Path), StringComparison.Ordinal);
    }

    private static string[] Short(RunningShop shop, string runtime) =>
    [
        "stress", "--init", "--population-size", "300", "--users", "3", "--spawn-rate", "3", "--runtime", runtime, "--server-timeout", "5",
        "--kill-config", shop.Folder.Write("one.json", OneKill),
    ];

    private static Task<string> LogAsync(string state) => File.ReadAllTextAsync(Path.Combine(state, "watchdogs", "watchdog.log"), TestContext.Current.CancellationToken);

    /// <summary>Processes that have a text in their command line, and another in their environment.</summary>
    private static IReadOnlyList<int> Of(string commandLine, string environment = "") =>
        [.. ProcessTable.All().Where(pid => ProcessTable.Text(pid, "cmdline").Contains(commandLine, StringComparison.Ordinal)
            && ProcessTable.Text(pid, "environ").Contains(environment, StringComparison.Ordinal) && ProcessTable.IsAlive(pid))];

    private static async Task EventuallyAsync(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < Patience, $"not within {Patience.TotalMinutes} minutes");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
