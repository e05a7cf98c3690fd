using System.Text.Json;
using Docker.DotNet.Models;
using Faultline.Cli.Hosts;
using Faultline.Docker;
using Faultline.IntegrationTests.Cli;

namespace Faultline.IntegrationTests.Docker;

/// <summary>The commands on a shop in containers.</summary>
[Collection(Engine.Tests)]
public sealed class DockerShopTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_that_kills_services_and_stores_finds_the_saga_consistent_and_leaves_everything_up_and_then_nothing()
    {
        var address = Engine.Require();
        using var engine = await DockerEngine.ConnectAsync(address, TimeProvider.System, Token);
        string project;
        await using (var shop = await RunningShop.StartInDockerAsync(address, "--replicas", "2"))
        {
            project = SampleRecord.Read(shop.Folder.Path)!.Project!;
            await ShopContract.AssertAsync(shop.Gateway, Token);
            var kills = shop.Folder.Write("stores.json", """
                { "kill_triggers": [
                  { "type": "time", "threshold": 2, "services": ["order-db"], "recovery_time": 2 },
                  { "type": "time", "threshold": 6, "services": ["stock-db", "payment-service"], "recovery_time": 2 } ] }
                """);

            var run = await shop.Tool.RunAsync(
                "stress", "--init", "--population-size", "500", "--users", "40", "--spawn-rate", "20", "--runtime", "14", "--server-timeout", "5",
                "--kill-config", kills, "--format", "json");

            Assert.True(run.ExitCode == 0, run.ToString());
            using var result = JsonDocument.Parse(run.Output);
            Assert.Equal("consistent", result.RootElement.GetProperty("verdict").GetString());
            Assert.Equal(("docker", project), (
                result.RootElement.GetProperty("system").GetProperty("host").GetString(), result.RootElement.GetProperty("system").GetProperty("project").GetString()));
            Assert.All(result.RootElement.GetProperty("faults").EnumerateArray(), f => Assert.True(f.GetProperty("delivered").GetBoolean()));
            Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));

            var published = (await ContainersAsync(engine, project)).SelectMany(c => c.Ports!).Where(p => p.PublicPort is not null).ToArray();
            Assert.Equal("127.0.0.1", Assert.Single(published).IP);
            foreach (var container in await ContainersAsync(engine, project))
                Assert.Equal(["timeout:1", "attempts:1"], Engine.Inspect(engine, container.ID).HostConfig!.DNSOptions);

            var down = await shop.Tool.RunAsync("shop", "down");
            Assert.True(down.ExitCode == 0, down.ToString());
        }

        await AssertNothingLeftAsync(engine, project);
    }

    [Fact]
    public async Task After_a_kill_of_the_tool_itself_heal_restores_containers_and_down_clears_a_shop_without_owner()
    {
        var address = Engine.Require();
        using var engine = await DockerEngine.ConnectAsync(address, TimeProvider.System, Token);
        await using var shop = await RunningShop.StartInDockerAsync(address);
        var project = SampleRecord.Read(shop.Folder.Path)!.Project!;
        var kills = shop.Folder.Write("two.json", """{ "kill_triggers": [ { "type": "time", "threshold": 1, "services": ["stock-db", "order-service"], "recovery_time": 0 } ] }""");
        await using (var run = shop.Tool.Start(
            "stress", "--init", "--population-size", "200", "--users", "5", "--spawn-rate", "5", "--runtime", "60", "--kill-config", kills, "--no-watchdog"))
        {
            await shop.DownAsync(2);
            run.Signal(Tool.Sigkill);
            await run.EndAsync();
        }

        var heal = await shop.Elsewhere.RunAsync("services", "heal");

        Assert.True(heal.ExitCode == 0, heal.ToString());
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
        Assert.Contains("nothing to heal", (await shop.Elsewhere.RunAsync("services", "heal")).Output, StringComparison.Ordinal);

        shop.Up.Signal(Tool.Sigkill);
        await shop.Up.EndAsync();
        var down = await shop.Tool.RunAsync("shop", "down");

        Assert.True(down.ExitCode == 0, down.ToString());
        await AssertNothingLeftAsync(engine, project);
    }

    [Fact]
    public async Task After_a_kill_of_the_tool_itself_the_watchdog_restores_containers_with_nothing_typed()
    {
        await using var shop = await RunningShop.StartInDockerAsync(Engine.Require());
        var kills = shop.Folder.Write("two.json", """{ "kill_triggers": [ { "type": "time", "threshold": 1, "services": ["stock-db", "order-service"], "recovery_time": 0 } ] }""");
        await using (var run = shop.Tool.Start(
            "stress", "--init", "--population-size", "200", "--users", "5", "--spawn-rate", "5", "--runtime", "60", "--kill-config", kills))
        {
            await shop.DownAsync(2);
            run.Signal(Tool.Sigkill);
            await run.EndAsync();
        }

        string status;
        do status = (await shop.Tool.RunAsync("services", "status")).Output;
        while (status.Contains("a watchdog (pid", StringComparison.Ordinal));

        Assert.DoesNotContain("exited", status, StringComparison.Ordinal);
        Assert.DoesNotContain("left down", status, StringComparison.Ordinal);
        Assert.Contains("nothing to heal", (await shop.Elsewhere.RunAsync("services", "heal")).Output, StringComparison.Ordinal);
        Assert.Contains("-order-service-1 was started", await File.ReadAllTextAsync(Path.Combine(shop.State, "watchdogs", "watchdog.log"), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_kill_of_a_demo_the_watchdog_leaves_no_container_of_it()
    {
        var address = Engine.Require();
        using var engine = await DockerEngine.ConnectAsync(address, TimeProvider.System, Token);
        using var folder = new TemporaryFolder();
        using var state = new TemporaryFolder();
        var demos = Path.Combine(state.Path, "demos");
        string project;
        await using (var demo = new Tool(folder.Path, state.Path) { Docker = address }.Start("demo", "--quick", "--docker"))
        {
            SampleRecord? shop;
            while ((shop = SampleRecord.Read(Path.Combine(demos, "1"))) is null || (await ContainersAsync(engine, shop.Project!)).Count < 3)
                Assert.False(demo.HasEnded, demo.Text);
            project = shop.Project!;
            demo.Signal(Tool.Sigkill);
            await demo.EndAsync();
        }

        while (Directory.GetFiles(Path.Combine(state.Path, "watchdogs"), "*.json").Length > 0) await Task.Delay(50, Token);

        await AssertNothingLeftAsync(engine, project);
        Assert.Empty(Directory.GetDirectories(demos));
    }

    [Fact]
    public async Task Interrupted_with_services_down_a_run_restores_them_and_keeps_what_it_found_and_the_shop_leaves_nothing()
    {
        var address = Engine.Require();
        using var engine = await DockerEngine.ConnectAsync(address, TimeProvider.System, Token);
        await using var shop = await RunningShop.StartInDockerAsync(address);
        var project = SampleRecord.Read(shop.Folder.Path)!.Project!;
        var kills = shop.Folder.Write("two.json", """{ "kill_triggers": [ { "type": "time", "threshold": 1, "services": ["stock-db", "order-service"], "recovery_time": 0 } ] }""");
        await using var run = shop.Tool.Start(
            "stress", "--init", "--population-size", "200", "--users", "5", "--spawn-rate", "5", "--runtime", "60", "--kill-config", kills, "--format", "json");
        await run.SaidAsync("-stock-db-1");
        await run.SaidAsync("-order-service-1");
        run.Signal(Tool.Sigint);

        var ended = await run.EndAsync();

        Assert.True(ended.ExitCode == 130, ended.ToString());
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
        using var result = JsonDocument.Parse(await File.ReadAllTextAsync(shop.Folder["results/latest/run.json"], Token));
        Assert.Equal("undetermined", result.RootElement.GetProperty("verdict").GetString());
        Assert.Equal(2, result.RootElement.GetProperty("faults").GetArrayLength());

        shop.Up.Signal(Tool.Sigint);
        await shop.Up.EndAsync();
        await AssertNothingLeftAsync(engine, project);
    }

    [Fact]
    public async Task An_engine_that_restarts_during_a_run_does_not_keep_the_run_from_ending_in_order_with_everything_up()
    {
        await using var engine = await OwnEngine.StartAsync(Token);
        await using var shop = await RunningShop.StartInDockerAsync(engine);
        var kills = shop.Folder.Write("one.json", """{ "kill_triggers": [ { "type": "time", "threshold": 1, "services": ["order-service"], "recovery_time": 0 } ] }""");
        await using var run = shop.Tool.Start(
            "stress", "--init", "--population-size", "200", "--users", "5", "--spawn-rate", "5", "--runtime", "40", "--server-timeout", "5",
            "--kill-config", kills, "--format", "json");
        await run.SaidAsync("fault: killed");

        await engine.StopAsync();
        var away = await shop.Tool.RunAsync("services", "status");
        await engine.StartDaemonAsync(Token);
        var ended = await run.EndAsync();

        Assert.True(away.ExitCode == 69, away.ToString());
        Assert.True(ended.ExitCode is 0 or 2, ended.ToString());
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
        using var result = JsonDocument.Parse(ended.Output);
        Assert.Contains(result.RootElement.GetProperty("warnings").EnumerateArray(), w => w.GetString()!.Contains("stock-db-1 was started", StringComparison.Ordinal));
        Assert.Contains("nothing to heal", (await shop.Elsewhere.RunAsync("services", "heal")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_shops_of_one_engine_only_the_one_whose_address_is_asked_is_touched_from_any_folder()
    {
        var address = Engine.Require();
        using var engine = await DockerEngine.ConnectAsync(address, TimeProvider.System, Token);
        await using var one = await RunningShop.StartInDockerAsync(address);
        await using var two = await RunningShop.StartInDockerAsync(address);
        var before = await StartsAsync(engine, one);
        using var folder = new TemporaryFolder();
        using var state = new TemporaryFolder();
        File.Copy(two.Folder["urls.json"], folder["urls.json"]);
        var kills = folder.Write("one.json", """{ "kill_triggers": [ { "type": "time", "threshold": 1, "services": ["order-service", "stock-db"], "recovery_time": 1 } ] }""");
        var tool = new Tool(folder.Path, state.Path) { Docker = address };

        var run = await tool.RunAsync(
            "stress", "--init", "--population-size", "200", "--users", "10", "--spawn-rate", "10", "--runtime", "6", "--server-timeout", "5",
            "--kill-config", kills, "--format", "json");
        File.WriteAllText(folder["urls.json"], """{ "ORDER_URL": "http://127.0.0.1:9", "PAYMENT_URL": "http://127.0.0.1:9", "STOCK_URL": "http://127.0.0.1:9" }""");
        var nobody = await tool.RunAsync("stress", "--kill-config", kills);

        Assert.True(run.ExitCode is 0 or 2, run.ToString());
        using var result = JsonDocument.Parse(run.Output);
        Assert.Equal(SampleRecord.Read(two.Folder.Path)!.Project, result.RootElement.GetProperty("system").GetProperty("project").GetString());
        Assert.Equal(2, result.RootElement.GetProperty("faults").GetArrayLength());
        Assert.True(nobody.ExitCode == 64, nobody.ToString());
        Assert.Contains("which no service in Docker publishes", nobody.Error, StringComparison.Ordinal);
        Assert.Equal(before, await StartsAsync(engine, one));
    }

    [Fact]
    public async Task Kill_takes_what_there_is_and_says_so_and_restart_brings_it_back()
    {
        await using var shop = await RunningShop.StartInDockerAsync(Engine.Require());
        var instance = (await shop.StatesAsync()).Keys.Single(i => i.EndsWith("-payment-service-1", StringComparison.Ordinal));

        var kill = await shop.Tool.RunAsync("services", "kill", "payment-service", "--count", "3");
        var unknown = await shop.Tool.RunAsync("services", "kill", "payment-servic");
        var down = (await shop.StatesAsync())[instance];
        var restart = await shop.Tool.RunAsync("services", "restart", instance);

        Assert.True(kill.ExitCode == 0, kill.ToString());
        Assert.Contains("1 of payment-service was running, 3 asked for", kill.Error, StringComparison.Ordinal);
        Assert.Equal("exited", down);
        Assert.True(unknown.ExitCode == 64, unknown.ToString());
        Assert.Contains("payment-service", unknown.Error, StringComparison.Ordinal);
        Assert.True(restart.ExitCode == 0, restart.ToString());
        Assert.Equal("running", (await shop.StatesAsync())[instance]);
    }

    private static Task<IList<ContainerListResponse>> ContainersAsync(DockerEngine engine, string project) => engine.Client.Containers.ListContainersAsync(
        new ContainersListParameters { All = true, Filters = Labelled(project) }, Token);

    /// <summary>When each container of a shop was started: none of them was touched since if that is the same.</summary>
    private static async Task<IReadOnlyList<string>> StartsAsync(DockerEngine engine, RunningShop shop) =>
        [.. (await ContainersAsync(engine, SampleRecord.Read(shop.Folder.Path)!.Project!)).Select(c => $"{c.ID} {Engine.Inspect(engine, c.ID).State!.StartedAt}").Order(StringComparer.Ordinal)];

    private static async Task AssertNothingLeftAsync(DockerEngine engine, string project)
    {
        Assert.Empty(await ContainersAsync(engine, project));
        Assert.Empty(await engine.Client.Networks.ListNetworksAsync(new NetworksListParameters { Filters = Labelled(project) }, Token));
    }

    private static Dictionary<string, IDictionary<string, bool>> Labelled(string project) =>
        new() { ["label"] = new Dictionary<string, bool> { [$"com.docker.compose.project={project}"] = true } };
}
