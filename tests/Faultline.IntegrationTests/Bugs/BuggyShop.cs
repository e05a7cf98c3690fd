using System.Globalization;
using System.Text.Json;
using Faultline.Cli.Common;
using Faultline.IntegrationTests.Cli;

namespace Faultline.IntegrationTests.Bugs;

/// <summary>The sample shop with one bug, of real processes, loaded while its services are killed.</summary>
internal static class BuggyShop
{
    private const string TwoKills =
        """
        { "kill_triggers": [
          { "type": "time", "threshold": 1, "services": ["order-service"], "recovery_time": 0.5 },
          { "type": "time", "threshold": 2.5, "services": ["stock-service"], "recovery_time": 0.5 } ] }
        """;

    /// <summary>Runs the stress test; it must end inconsistent, and the kind must be among those that are told.</summary>
    public static async Task MustBeToldAsAsync(string bug, string kind)
    {
        using var run = await StressAsync(bug, ExitCode.Inconsistent, users: 200, serverTimeout: 2);

        Assert.Equal("inconsistent", run.RootElement.GetProperty("verdict").GetString());
        Assert.Contains(kind, run.RootElement.GetProperty("anomaliesByKind").EnumerateObject().Where(k => k.Value.GetInt64() > 0).Select(k => k.Name));
    }

    /// <summary>Runs the stress test with many reads in it; it must end consistent, and weak reads must be told.</summary>
    public static async Task MustBeToldByWeakReadsAloneAsync(string bug)
    {
        // Users who ask often, while the copies are behind; the time-out is longer than these lag.
        using var run = await StressAsync(
            bug, ExitCode.Consistent, users: 100, serverTimeout: 5, "--mix", "checkout=50,create=20,ask=30", "--pause", "0.3..1.2");

        Assert.Equal("consistent", run.RootElement.GetProperty("verdict").GetString());
        Assert.True(run.RootElement.GetProperty("weakReads").GetProperty("weak").GetInt32() > 0, "no weak read was told");
    }

    private static async Task<JsonDocument> StressAsync(string bug, int exitCode, int users, double serverTimeout, params string[] more)
    {
        // With a second replica of each service most outcomes are known, however long the killed one takes to come back.
        await using var shop = await RunningShop.StartAsync("--bug", bug, "--replicas", "2");
        shop.Folder.Write("kill_config.json", TwoKills);

        var count = users.ToString(CultureInfo.InvariantCulture);
        var result = await shop.Tool.RunAsync(
        [
            "stress", "--init", "--population", "visible", "--population-size", "120", "--users", count, "--spawn-rate", count, "--runtime", "5",
            "--server-timeout", serverTimeout.ToString(CultureInfo.InvariantCulture), "--format", "json", .. more,
        ]);

        Assert.True(result.ExitCode == exitCode, result.ToString());
        var run = JsonDocument.Parse(result.Output);
        var system = run.RootElement.GetProperty("system");
        Assert.Equal(("saga", bug), (system.GetProperty("variant").GetString(), system.GetProperty("bug").GetString()));
        Assert.All(run.RootElement.GetProperty("faults").EnumerateArray(), f => Assert.True(f.GetProperty("delivered").GetBoolean()));
        return run;
    }
}
