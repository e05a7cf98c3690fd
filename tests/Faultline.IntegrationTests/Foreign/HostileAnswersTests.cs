using System.Text.Json;
using Faultline.IntegrationTests.Cli;

namespace Faultline.IntegrationTests.Foreign;

/// <summary>What a system says reaches the eyes of a person, and nothing but the eyes.</summary>
public sealed class HostileAnswersTests
{
    private const int LongestLine = 4_100;

    [Fact]
    public async Task In_the_preflight()
    {
        await using var shop = await ForeignShop.StartAsync(new SaysWhatTerminalsObey(call => call.IsRead, _ => SaysWhatTerminalsObey.Page()));

        var run = await ForeignRun.ConsistencyAsync(shop);

        MustBeText(run.Tool, 69, "/orders/find/0", "␛[2J");
    }

    [Fact]
    public async Task In_the_populating()
    {
        var made = false;
        await using var shop = await ForeignShop.StartAsync(new SaysWhatTerminalsObey(
            call => (made |= call.IsCreateOrder) && call.Parts is ["orders", "find", _], _ => SaysWhatTerminalsObey.Order()));

        var run = await ForeignRun.StressAsync(shop, "visible");

        MustBeText(run.Tool, 69, "should have an unpaid order", "␛[2J");
    }

    [Fact]
    public async Task Of_the_calls_that_populate()
    {
        await using var shop = await ForeignShop.StartAsync(new SaysWhatTerminalsObey(
            call => call.IsCreateOrder, call => SaysWhatTerminalsObey.Page() with { Status = 400 }));

        var run = await ForeignRun.ConsistencyAsync(shop);

        MustBeText(run.Tool, 69, "/orders/create/", "␛[2J");
    }

    [Theory]
    [InlineData("services", "status")]
    [InlineData("stress")]
    public async Task Of_what_passes_for_an_engine(params string[] command)
    {
        await using var engine = await ForeignShop.StartAsync(new SaysWhatTerminalsObey(
            _ => true, _ => new Reply(500, JsonSerializer.Serialize(new { message = SaysWhatTerminalsObey.Page().Text }), "application/json")));
        using var folder = new TemporaryFolder();
        using var state = new TemporaryFolder();
        folder.Write("urls.json", """{ "ORDER_URL": "http://127.0.0.1:9", "PAYMENT_URL": "http://127.0.0.1:9", "STOCK_URL": "http://127.0.0.1:9" }""");
        folder.Write("kill_config.json", """{ "kill_triggers": [{ "type": "time", "threshold": 1, "services": ["order"] }] }""");
        var address = new UriBuilder(engine.Address) { Scheme = "tcp", UserName = "user", Password = "secret" }.Uri;

        var result = await new Tool(folder.Path, state.Path) { Docker = address }.RunAsync(command);

        MustBeText(result, 69, "error: ");
        Assert.DoesNotContain("secret", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_file_with_credentials()
    {
        using var folder = new TemporaryFolder();
        using var state = new TemporaryFolder();
        folder.Write("urls.json", """{ "ORDER_URL": "http://user:secret@127.0.0.1:9", "PAYMENT_URL": "user:secret@shop", "STOCK_URL": "http://shop/?token=secret" }""");

        var result = await new Tool(folder.Path, state.Path).RunAsync("stress");

        MustBeText(result, 64, "***@127.0.0.1:9", "?token=***");
        Assert.DoesNotContain("secret", result.Error, StringComparison.Ordinal);
    }

    private static void MustBeText(ToolResult result, int exitCode, params string[] told)
    {
        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.All(told, text => Assert.Contains(text, result.Error, StringComparison.Ordinal));
        foreach (var written in new[] { result.Error, result.Output })
        {
            Assert.DoesNotContain(written, c => SaysWhatTerminalsObey.Marks.Contains(c, StringComparison.Ordinal) && c is not ('\n' or '\r') and (< ' ' or > '~'));
            var lines = written.Split('\n');
            Assert.DoesNotContain(lines, line => line.StartsWith("error: forged", StringComparison.Ordinal));
            Assert.All(lines, line => Assert.InRange(line.Length, 0, LongestLine));
        }
    }
}
