using Faultline.Faults;
using Faultline.Hosting.State;
using Faultline.Hosting;
using Faultline.Hosting.Processes;
using Faultline.Storage;

namespace Faultline.IntegrationTests.Cli;

/// <summary>What <c>services heal</c> does beside another, beside a run, with damaged files, and with what a person gives up.</summary>
public sealed class HealCommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Heals_at_once_wait_for_each_other_and_restore_everything()
    {
        await using var shop = await KilledAsync();

        var heals = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => shop.Elsewhere.RunAsync("services", "heal")));

        Assert.All(heals, h => Assert.True(h.ExitCode == 0, h.ToString()));
        Assert.Single(heals, h => h.Output.Contains("stock-service-1 was started", StringComparison.Ordinal));
        Assert.Empty(shop.Pending());
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
    }

    [Fact]
    public async Task A_run_that_begins_while_somebody_heals_waits_for_that()
    {
        await using var shop = await RunningShop.StartAsync();
        shop.Folder.Write("none.json", """{ "kill_triggers": [] }""");
        var heal = RunLock.Acquire(SystemOf(shop), "faultline services heal", TimeProvider.System, new StateFolder(shop.State));
        await using var run = shop.Tool.Start(
            "stress", "--init", "--population-size", "100", "--users", "2", "--spawn-rate", "2", "--runtime", "2", "--server-timeout", "0", "--kill-config", "none.json");
        await run.SaidAsync($"waiting for faultline services heal (pid {Environment.ProcessId})");

        heal.Dispose();
        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
    }

    [Fact]
    public async Task Beside_a_run_it_says_that_the_run_restores_its_own_and_not_that_there_is_nothing_to_heal()
    {
        await using var shop = await KilledAsync();
        using var held = RunLock.Acquire(SystemOf(shop), "run of this test", TimeProvider.System, new StateFolder(shop.State));

        var heal = await shop.Elsewhere.RunAsync("services", "heal");
        var status = await shop.Tool.RunAsync("services", "status");
        var forget = await shop.Elsewhere.RunAsync("services", "heal", "--forget", "stock-service-1");

        Assert.True(heal.ExitCode == 0, heal.ToString());
        Assert.Contains($"run of this test (pid {Environment.ProcessId}) is at work there, and restores what it kills itself", heal.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing to heal", heal.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("left down", status.Output, StringComparison.Ordinal);
        Assert.True(forget.ExitCode == 69, forget.ToString());
        Assert.NotEmpty(shop.Pending());
    }

    [Fact]
    public async Task What_cannot_be_restored_stays_until_it_is_given_up_by_name()
    {
        await using var shop = await KilledAsync();
        File.Delete(shop.Folder[".faultline/instances/stock-service-1.json"]);

        var heal = await shop.Elsewhere.RunAsync("services", "heal");
        var status = await shop.Tool.RunAsync("services", "status");
        var unknown = await shop.Elsewhere.RunAsync("services", "heal", "--forget", "stock-service-2");
        var forget = await shop.Elsewhere.RunAsync("services", "heal", "--forget", "stock-service-1");
        var again = await shop.Elsewhere.RunAsync("services", "heal");

        Assert.True(heal.ExitCode == 69, heal.ToString());
        Assert.Contains("faultline services heal --forget stock-service-1", heal.Error, StringComparison.Ordinal);
        Assert.Contains("order-service-1 was started", heal.Output, StringComparison.Ordinal);
        Assert.Contains("stock-service-1        is not there any more, and a killed run left it to be restored", status.Output, StringComparison.Ordinal);
        Assert.True(unknown.ExitCode == 64, unknown.ToString());
        Assert.Contains("There is on: stock-service-1. Did you mean \"stock-service-1\"?", unknown.Error, StringComparison.Ordinal);
        Assert.True(forget.ExitCode == 0, forget.ToString());
        Assert.Contains("stock-service-1 is given up", forget.Output, StringComparison.Ordinal);
        Assert.Equal((0, "nothing to heal"), (again.ExitCode, again.Output.Trim()));
    }

    [Fact]
    public async Task Damaged_files_are_told_by_name_and_the_other_systems_are_healed_all_the_same()
    {
        await using var shop = await KilledAsync();
        using var elsewhere = new TemporaryFolder();
        var state = new StateFolder(shop.State);
        var journal = Path.Combine(state.For("process:/journal"), "journal.jsonl");
        await File.WriteAllTextAsync(journal, "no entry\n", Token);
        var key = Path.Combine(state.For("process:/key"), "system");
        File.Copy(journal, Path.Combine(Path.GetDirectoryName(key)!, "journal.jsonl"));
        await File.WriteAllTextAsync(key, "process:/lost", Token);
        var record = Path.Combine(elsewhere.Path, ".faultline", "instances", "a-1.json");
        Kill(state, $"process:{elsewhere.Path}");
        Directory.CreateDirectory(Path.GetDirectoryName(record)!);
        await File.WriteAllTextAsync(record, "{}", Token);
        var holder = Path.Combine(state.For("process:/lock"), "lock.json");
        Kill(state, "process:/lock");
        using var held = RealDisk.Instance.TryOpen(Path.Combine(Path.GetDirectoryName(holder)!, "lock"));
        await File.WriteAllTextAsync(holder, "{}", Token);
        var draft = Path.Combine(shop.State, "populations", $"x.json.{int.MaxValue}-1.tmp");
        Directory.CreateDirectory(Path.GetDirectoryName(draft)!);
        await File.WriteAllTextAsync(draft, "half", Token);

        var heal = await shop.Elsewhere.RunAsync("services", "heal");

        Assert.True(heal.ExitCode == 69, heal.ToString());
        Assert.All([journal, key, record, holder], file => Assert.Contains(file, heal.Error, StringComparison.Ordinal));
        Assert.Equal(4, heal.Error.Split("error: ").Length - 1);
        Assert.Empty(shop.Pending());
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
        Assert.False(File.Exists(draft));
    }

    private static void Kill(StateFolder state, string system) => UndoJournal.Open(system, TimeProvider.System, state).Append(
        "kill", new ServiceInstance(new ServiceName("a"), new InstanceId("a-1"), InstanceState.Running));

    private static string SystemOf(RunningShop shop) => ProcessHost.Open(shop.Folder.Path, TimeProvider.System).System;

    /// <summary>A shop with two services down that a killed run, which nobody watched, has left so.</summary>
    private static async Task<RunningShop> KilledAsync()
    {
        var shop = await RunningShop.StartAsync();
        await using var run = await InterruptedRunTests.StartWithTwoDownAsync(shop, "--no-watchdog");
        run.Signal(Tool.Sigkill);
        await run.EndAsync();
        return shop;
    }
}
