using Faultline.Hosting.Machine;
using Faultline.IntegrationTests.Cli;
using Faultline.IntegrationTests.Foreign;

namespace Faultline.IntegrationTests.Docker;

/// <summary>Which system a run goes to, and that it touches no other, on an engine that is a stub and a shop that is none of its containers.</summary>
public sealed class WhoseSystemTests : IAsyncLifetime
{
    private const string Kill = """{ "kill_triggers": [ { "type": "time", "threshold": 0.5, "services": ["order-service"], "recovery_time": 0.5 } ] }""";
    private const string KillForGood = """{ "kill_triggers": [ { "type": "time", "threshold": 0.5, "services": ["order-service"], "recovery_time": 0 } ] }""";

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _state = new();
    private StubEngine _engine = null!;
    private ForeignShop _shop = null!;
    private Tool _tool = null!;

    public async ValueTask InitializeAsync()
    {
        _engine = await StubEngine.StartAsync(_folder["engine.sock"]);
        _shop = await ForeignShop.StartAsync();
        _tool = new Tool(_folder.Path, _state.Path) { Docker = new Uri($"unix://{_folder["engine.sock"]}") };
        Ask(_shop.Address);
        _folder.Write("kill.json", Kill);
        _folder.Write("for-good.json", KillForGood);
        _folder.Write("nothing.json", """{ "kill_triggers": [] }""");
    }

    public async ValueTask DisposeAsync()
    {
        await _shop.DisposeAsync();
        await _engine.DisposeAsync();
        _folder.Dispose();
        _state.Dispose();
    }

    [Fact]
    public async Task Of_two_projects_only_the_one_that_publishes_the_address_is_touched_and_no_flag_is_needed()
    {
        _engine.AddShop("one", FreePort.Find());
        _engine.AddShop("two", _shop.Address.Port);

        var run = await StressAsync("kill.json");

        Assert.True(run.ExitCode is 0 or 2, run.ToString());
        Assert.Equal(["kill two-order-service-1", "start two-order-service-1"], _engine.Acts);
        Assert.Contains("\"project\": \"two\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_only_project_is_left_alone_where_the_address_is_a_process_that_is_no_container()
    {
        _engine.AddShop("only", FreePort.Find());

        var run = await StressAsync("kill.json");

        Assert.True(run.ExitCode == 64, run.ToString());
        Assert.Contains($"urls.json names {_shop.Address.ToString().TrimEnd('/')} (pid {Environment.ProcessId} listens there), which no service in Docker publishes", run.Error, StringComparison.Ordinal);
        Assert.Contains("Running here: only (gateway, order-service, payment-service, stock-service)", run.Error, StringComparison.Ordinal);
        Assert.Contains("--project NAME", run.Error, StringComparison.Ordinal);
        Assert.Empty(_engine.Acts);

        var named = await StressAsync("kill.json", "--project", "only");

        Assert.True(named.ExitCode is 0 or 2, named.ToString());
        Assert.Equal(["kill only-order-service-1", "start only-order-service-1"], _engine.Acts);
    }

    [Fact]
    public async Task A_project_that_is_named_is_refused_where_the_address_is_another_s()
    {
        _engine.AddShop("one", FreePort.Find());
        _engine.AddShop("two", _shop.Address.Port);

        var run = await StressAsync("kill.json", "--project", "one");

        Assert.True(run.ExitCode == 64, run.ToString());
        Assert.Contains("which project two publishes, and not project one", run.Error, StringComparison.Ordinal);
        Assert.Empty(_engine.Acts);
    }

    [Fact]
    public async Task A_gateway_that_a_killed_run_left_down_still_tells_whose_system_the_next_run_heals()
    {
        _engine.AddShop("other", FreePort.Find());
        _engine.AddShop("mine", _shop.Address.Port);
        await using (var run = _tool.Start([.. Stress("for-good.json", runtime: 60), "--no-watchdog"]))
        {
            await run.SaidAsync("fault: killed");
            run.Signal(Tool.Sigkill);
            await run.EndAsync();
        }

        _engine.Containers.Single(c => c.Name == "mine-gateway-1").Turn(false);
        await _shop.DisposeAsync();
        _engine.Acts.Clear();
        var next = await StressAsync("kill.json");

        // The containers are none, so that nothing answers even then.
        Assert.True(next.ExitCode == 69, next.ToString());
        Assert.Equal(["start mine-gateway-1", "start mine-order-service-1"], _engine.Acts.Order());
    }

    [Fact]
    public async Task Two_loads_on_one_address_exclude_each_other_without_any_host()
    {
        await using var first = _tool.Start([.. Stress("nothing.json", runtime: 60)]);
        await first.SaidAsync("load:");
        Ask(new Uri($"http://localhost:{_shop.Address.Port}"));

        var second = await StressAsync("nothing.json");
        var listed = await new Tool(_state.Path, _state.Path).RunAsync("services", "heal");
        first.Signal(Tool.Sigkill);
        await first.EndAsync();
        var third = await StressAsync("nothing.json");

        Assert.True(second.ExitCode == 69, second.ToString());
        Assert.Contains($"the system at localhost:{_shop.Address.Port} is busy: run stress, pid {first.Pid}, since ", second.Error, StringComparison.Ordinal);
        Assert.Contains("nothing to heal", listed.Output, StringComparison.Ordinal);
        Assert.True(third.ExitCode is 0 or 2, third.ToString());
        Assert.Empty(Directory.GetDirectories(_state["addresses/systems"]));
    }

    [Fact]
    public async Task An_engine_that_gives_another_id_at_every_call_still_lets_two_runs_exclude_each_other_and_is_healed()
    {
        _engine.Id = () => Guid.NewGuid().ToString();
        _engine.AddShop("shop", _shop.Address.Port);
        await using (var run = _tool.Start([.. Stress("for-good.json", runtime: 60), "--no-watchdog"]))
        {
            await run.SaidAsync("fault: killed");
            var second = await StressAsync("kill.json");
            Assert.True(second.ExitCode == 69, second.ToString());
            Assert.Contains("is busy: run stress", second.Error, StringComparison.Ordinal);
            run.Signal(Tool.Sigkill);
            await run.EndAsync();
        }

        File.CreateSymbolicLink(_folder["link.sock"], _folder["engine.sock"]);
        var heal = await new Tool(_state.Path, _state.Path) { Docker = new Uri($"unix://{_folder["link.sock"]}") }.RunAsync("services", "heal");

        Assert.True(heal.ExitCode == 0, heal.ToString());
        Assert.All(_engine.Containers, c => Assert.True(c.Running));
    }

    [Fact]
    public async Task An_engine_of_the_same_id_with_other_data_is_another_system_whose_journal_is_kept()
    {
        _engine.AddShop("shop", _shop.Address.Port);
        await using (var run = _tool.Start([.. Stress("for-good.json", runtime: 60), "--no-watchdog"]))
        {
            await run.SaidAsync("fault: killed");
            run.Signal(Tool.Sigkill);
            await run.EndAsync();
        }

        _engine.DataRoot = "/elsewhere";
        _engine.Acts.Clear();
        var heal = await _tool.RunAsync("services", "heal");

        Assert.True(heal.ExitCode == 69, heal.ToString());
        Assert.Contains("has that one's id but keeps its containers in /elsewhere, not in /var/lib/stub", heal.Error, StringComparison.Ordinal);
        Assert.Empty(_engine.Acts);

        _engine.DataRoot = "/var/lib/stub";
        heal = await _tool.RunAsync("services", "heal");

        Assert.True(heal.ExitCode == 0, heal.ToString());
        Assert.Equal(["start shop-order-service-1"], _engine.Acts);
    }

    [Fact]
    public async Task Instances_are_restarted_by_name_over_all_projects_and_services_of_several_are_told_with_them()
    {
        _engine.AddShop("one", 0);
        _engine.AddShop("two", 0);

        var kill = await _tool.RunAsync("services", "kill", "order-service");
        var restart = await _tool.RunAsync("services", "restart", "two-order-service-1", "one-gateway-1");
        var unknown = await _tool.RunAsync("services", "restart", "two-order-servic-1");

        Assert.True(kill.ExitCode == 64, kill.ToString());
        Assert.Contains("2 projects in Docker have order-service: one, two", kill.Error, StringComparison.Ordinal);
        Assert.Contains("one (gateway, order-service, payment-service, stock-service); two (", kill.Error, StringComparison.Ordinal);
        Assert.True(restart.ExitCode == 0, restart.ToString());
        Assert.Equal(["kill one-gateway-1", "start one-gateway-1", "kill two-order-service-1", "start two-order-service-1"], _engine.Acts);
        Assert.True(unknown.ExitCode == 64, unknown.ToString());
        Assert.Contains("Did you mean \"two-order-service-1\"?", unknown.Error, StringComparison.Ordinal);
    }

    private void Ask(Uri address)
    {
        var text = address.ToString().TrimEnd('/');
        _folder.Write("urls.json", $$"""{ "ORDER_URL": "{{text}}", "PAYMENT_URL": "{{text}}", "STOCK_URL": "{{text}}" }""");
    }

    private Task<ToolResult> StressAsync(string kills, params string[] more) => _tool.RunAsync([.. Stress(kills, runtime: 3), .. more]);

    private static string[] Stress(string kills, int runtime) =>
    [
        "stress", "--init", "--population", "visible", "--population-size", "50", "--users", "5", "--spawn-rate", "5", "--runtime", $"{runtime}",
        "--server-timeout", "1", "--kill-config", kills, "--format", "json",
    ];
}
