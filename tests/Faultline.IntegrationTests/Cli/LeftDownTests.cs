using System.Text.Json.Nodes;
using Faultline.IntegrationTests.Hosting;

namespace Faultline.IntegrationTests.Cli;

/// <summary>What heal says of services that a killed run left down, where something else stands in their place.</summary>
public sealed class LeftDownTests
{
    private const string Killed = "stock-service-1";

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task A_stranger_on_the_port_of_a_killed_service_is_not_taken_for_it(int status)
    {
        await using var shop = await RunningShop.StartAsync();
        await LeaveDownAsync(shop);
        var port = new Uri((string)Record(shop)["Spec"]!["ReadyUrl"]!).Port;

        await using (var stranger = new ReadyEndpoint(port, "/health") { Status = status })
        {
            await MustStayDownAsync(shop);
            Assert.Equal(status, stranger.Status);
        }

        await MustHealAsync(shop);
    }

    [Fact]
    public async Task A_service_whose_program_is_gone_stays_on_record_until_it_is_back()
    {
        await using var shop = await RunningShop.StartAsync();
        await LeaveDownAsync(shop);
        var record = Record(shop);
        var program = (string)record["Spec"]!["FileName"]!;

        Write(shop, record, "/no/such/program");
        await MustStayDownAsync(shop);
        await MustStayDownAsync(shop);

        Write(shop, record, program);
        await MustHealAsync(shop);
    }

    [Fact]
    public async Task What_a_person_gives_up_is_not_asked_for_again()
    {
        await using var shop = await RunningShop.StartAsync();
        await LeaveDownAsync(shop);
        Write(shop, Record(shop), "/no/such/program");
        await MustStayDownAsync(shop);

        var forget = await shop.Elsewhere.RunAsync("services", "heal", "--forget", Killed);
        var again = await shop.Elsewhere.RunAsync("services", "heal");

        Assert.True(forget.ExitCode == 0, forget.ToString());
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Contains("nothing to heal", again.Output, StringComparison.Ordinal);
        Assert.Equal("exited", (await shop.StatesAsync())[Killed]);
    }

    [Fact]
    public async Task A_shop_that_is_taken_down_leaves_nothing_to_heal()
    {
        await using var shop = await RunningShop.StartAsync();
        await LeaveDownAsync(shop);

        var down = await shop.Tool.RunAsync("shop", "down");
        var heal = await shop.Elsewhere.RunAsync("services", "heal");

        Assert.True(down.ExitCode == 0, down.ToString());
        Assert.Contains("nothing to heal", heal.Output, StringComparison.Ordinal);
    }

    /// <summary>A run that is killed with one service down, and no watchdog.</summary>
    private static async Task LeaveDownAsync(RunningShop shop)
    {
        var kills = shop.Folder.Write(
            "one.json", """{ "kill_triggers": [ { "type": "time", "threshold": 1, "services": ["stock-service"], "recovery_time": 0 } ] }""");
        await using var run = shop.Tool.Start(
            "stress", "--init", "--population-size", "300", "--users", "10", "--spawn-rate", "10", "--runtime", "60", "--kill-config", kills, "--no-watchdog");
        await run.SaidAsync("fault:");
        await shop.DownAsync(1);
        run.Signal(Tool.Sigkill);
        await run.EndAsync();
    }

    private static async Task MustStayDownAsync(RunningShop shop)
    {
        var heal = await shop.Elsewhere.RunAsync("services", "heal", "--ready-timeout", "2");

        Assert.True(heal.ExitCode == 69, heal.ToString());
        Assert.Contains($"faultline services heal --forget {Killed}", heal.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing to heal", heal.Output, StringComparison.Ordinal);
    }

    private static async Task MustHealAsync(RunningShop shop)
    {
        var heal = await shop.Elsewhere.RunAsync("services", "heal");
        var again = await shop.Elsewhere.RunAsync("services", "heal");

        Assert.True(heal.ExitCode == 0, heal.ToString());
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
        Assert.Contains("nothing to heal", again.Output, StringComparison.Ordinal);
    }

    private static string FileOf(RunningShop shop) => shop.Folder[$".faultline/instances/{Killed}.json"];

    private static JsonNode Record(RunningShop shop) => JsonNode.Parse(File.ReadAllText(FileOf(shop)))!;

    /// <summary>Writes the record as it stands now, with another program.</summary>
    private static void Write(RunningShop shop, JsonNode record, string program)
    {
        record["Spec"]!["FileName"] = program;
        File.WriteAllText(FileOf(shop), record.ToJsonString());
    }
}
