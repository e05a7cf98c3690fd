using System.Text.Json;

namespace Faultline.IntegrationTests.Cli;

/// <summary>The stress test against a shop of real processes, from the command line.</summary>
public sealed class StressTests
{
    private const string TwoKills =
        """
        { "kill_triggers": [
          { "type": "users", "threshold": 10, "services": ["order-service"], "count": 1, "recovery_time": 1 },
          { "type": "time", "threshold": 3, "services": ["stock-service", "payment-service"], "count": 1, "recovery_time": 0 } ] }
        """;

    [Fact]
    public async Task A_population_that_is_sold_out_is_told_with_what_to_do()
    {
        await using var shop = await RunningShop.StartAsync();
        var none = shop.Folder.Write("none.json", """{ "kill_triggers": [] }""");
        await shop.Tool.RunAsync("test", "--test-type", "consistency", "--orders", "60", "--stock", "0", "--server-timeout", "1");

        var run = await shop.Tool.RunAsync(
            "stress", "--users", "3", "--spawn-rate", "3", "--runtime", "2", "--server-timeout", "1", "--kill-config", none);

        Assert.Contains("of 60 orders 0 are paid already, and for 60 stock or credit is used up", run.Error, StringComparison.Ordinal);
        Assert.Contains("Add --init", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_on_the_saga_is_consistent_and_leaves_every_instance_up()
    {
        await using var shop = await RunningShop.StartAsync("--replicas", "2");
        shop.Folder.Write("kill_config.json", TwoKills);

        var result = await shop.Tool.RunAsync(
            "stress", "--init", "--population-size", "5000", "--users", "40", "--spawn-rate", "8", "--runtime", "8", "--server-timeout", "5", "--format", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        using var printed = JsonDocument.Parse(result.Output);
        using var written = JsonDocument.Parse(File.ReadAllBytes(shop.Folder["results/latest/run.json"]));
        foreach (var run in new[] { printed.RootElement, written.RootElement })
        {
            Assert.Equal("consistent", run.GetProperty("verdict").GetString());
            Assert.Equal(3, run.GetProperty("faults").GetArrayLength());
            Assert.All(run.GetProperty("faults").EnumerateArray(), f => Assert.True(f.GetProperty("delivered").GetBoolean()));
            Assert.Equal("saga", run.GetProperty("system").GetProperty("variant").GetString());
            Assert.True(run.GetProperty("transactions")[0].GetProperty("succeeded").GetInt64() > 0);
            Assert.True(run.GetProperty("weakReads").GetProperty("judged").GetInt64() > 0);
        }

        foreach (var file in new[] { "report.html", "report.md", "junit.xml", "faults.json", "timeline.csv", "run.log" })
            Assert.True(new FileInfo(shop.Folder[$"results/latest/{file}"]).Length > 0, file);
        Assert.NotEmpty(Directory.GetFiles(shop.Folder["results/latest/history"], "part-*.parquet"));

        var check = await shop.Tool.RunAsync("check", "results/latest", "--format", "json");
        Assert.True(check.ExitCode == 0, check.ToString());
        using var checkedAgain = JsonDocument.Parse(check.Output);
        Assert.Equal(
            ("consistent", "consistent"), (checkedAgain.RootElement.GetProperty("verdict").GetString(), checkedAgain.RootElement.GetProperty("recorded").GetString()));
        Assert.Equal(written.RootElement.GetProperty("weakReads").GetRawText(), checkedAgain.RootElement.GetProperty("weakReads").GetRawText());
        Assert.Empty(checkedAgain.RootElement.GetProperty("notes").EnumerateArray());

        File.AppendAllText(shop.Folder["results/latest/run.json"], "\n");
        var damaged = await shop.Tool.RunAsync("check", "results/latest");
        Assert.True(damaged.ExitCode == 64 && damaged.Error.Contains("run.json is damaged", StringComparison.Ordinal), damaged.ToString());
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
    }

    [Fact]
    public async Task What_the_only_instance_of_a_service_costs_while_it_is_down_is_measured_and_reported()
    {
        await using var shop = await RunningShop.StartAsync();
        shop.Folder.Write("kill_config.json", """{ "kill_triggers": [ { "type": "time", "threshold": 6, "services": ["order-service"], "recovery_time": 3 } ] }""");

        // Without a second replica requests are refused or lost for three seconds, on however slow a machine.
        var result = await shop.Tool.RunAsync(
            "stress", "--init", "--population-size", "5000", "--users", "60", "--spawn-rate", "60", "--runtime", "16", "--server-timeout", "5", "--format", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        using var run = JsonDocument.Parse(result.Output);
        var fault = Assert.Single(run.RootElement.GetProperty("faults").EnumerateArray());
        Assert.True(fault.GetProperty("firstFailureAt").GetDateTimeOffset() >= fault.GetProperty("triggeredAt").GetDateTimeOffset(), result.ToString());
        Assert.True(fault.GetProperty("firstSuccessAt").GetDateTimeOffset() >= fault.GetProperty("healedAt").GetDateTimeOffset(), result.ToString());
        var recovery = Assert.Single(run.RootElement.GetProperty("recovery").EnumerateArray());
        Assert.True(recovery.GetProperty("downtimeSeconds").GetDouble() >= 3, result.ToString());
        Assert.True(recovery.GetProperty("requestsLost").GetDouble() > 0, result.ToString());
        Assert.InRange(recovery.GetProperty("dipDepth").GetDouble(), 0.3, 1);

        var report = await shop.Tool.RunAsync("report", "--report");
        Assert.True(report.ExitCode == 0, report.ToString());
        Assert.Contains("order-service", report.Output, StringComparison.Ordinal);
        foreach (var picture in new[] { "visualizations/recovery.png", "visualizations/checkout-success.png", "results/latest/recovery.png", "results/latest/timeline.png" })
            Assert.True(new FileInfo(shop.Folder[picture]).Length > 10_000, picture);
    }

    [Fact]
    public async Task A_second_run_on_a_busy_system_is_refused_and_the_first_goes_on()
    {
        await using var shop = await RunningShop.StartAsync();
        shop.Folder.Write("kill_config.json", """{ "kill_triggers": [ { "type": "time", "threshold": 2, "services": ["stock-service"], "recovery_time": 1 } ] }""");
        string[] stress = ["stress", "--init", "--population-size", "500", "--users", "5", "--spawn-rate", "5", "--runtime", "5", "--server-timeout", "5"];
        await using var first = shop.Tool.Start(stress);
        await first.SaidAsync("load:");

        var second = await shop.Tool.RunAsync(stress);

        Assert.Equal(69, second.ExitCode);
        Assert.Contains("busy", second.Error, StringComparison.Ordinal);
        // The watchdog of a run that was refused has nothing to restore.
        Assert.Single(Directory.GetFiles(Path.Combine(shop.State, "watchdogs"), "*.json"));
        Assert.Equal(0, (await first.EndAsync()).ExitCode);
    }
}
