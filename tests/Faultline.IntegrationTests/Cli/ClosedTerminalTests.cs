using System.Text.Json;

namespace Faultline.IntegrationTests.Cli;

/// <summary>The window is closed, or whoever read the output has gone, while services are down.</summary>
public sealed class ClosedTerminalTests
{
    [Theory]
    [InlineData("dumb")]
    [InlineData("xterm")]
    public async Task A_terminal_that_is_closed_ends_the_run_in_order(string kind)
    {
        await using var shop = await RunningShop.StartAsync();
        await using var terminal = new Terminal();
        await using var run = Start(shop, new Tool(shop.Folder.Path, shop.State) { Behind = terminal.Behind(kind) }, runtime: "60");
        await terminal.SaidAsync("killed stock-service-1", run);

        await terminal.CloseAsync();
        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 129, result.ToString());
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
        using var written = JsonDocument.Parse(File.ReadAllBytes(shop.Folder["results/latest/run.json"]));
        Assert.Contains("stopped by a signal", written.RootElement.GetProperty("interrupted").GetString(), StringComparison.Ordinal);
        Assert.True(File.Exists(shop.Folder["results/latest/report.html"]));
    }

    [Fact]
    public async Task A_terminal_that_is_closed_takes_the_shop_down_with_it()
    {
        using var folder = new TemporaryFolder();
        using var state = new TemporaryFolder();
        await using var terminal = new Terminal();
        await using var up = new Tool(folder.Path, state.Path) { Behind = terminal.Behind("dumb") }.Start("shop", "up");
        await terminal.SaidAsync("the shop is up", up);

        await terminal.CloseAsync();
        var result = await up.EndAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        var down = await new Tool(folder.Path, state.Path).RunAsync("shop", "down");
        Assert.Contains("no shop runs", down.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_stops_reading_keeps_no_service_from_being_restored()
    {
        await using var shop = await RunningShop.StartAsync();
        // Both streams end in a pipe that is closed after one line, in the preflight.
        var tool = new Tool(shop.Folder.Path, shop.State) { Behind = ["bash", "-c", "\"$@\" 2>&1 | head -n 1; exit ${PIPESTATUS[0]}", "bash"] };

        await using var run = Start(shop, tool, runtime: "4");
        var result = await run.EndAsync();

        Assert.True(result.ExitCode is 0 or 2, result.ToString());
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
        Assert.True(File.Exists(shop.Folder["results/latest/report.html"]));
    }

    [Fact]
    public async Task A_result_that_finds_no_room_is_told_and_does_not_pass()
    {
        using var folder = new TemporaryFolder();
        var tool = new Tool(folder.Path, folder.Path) { Behind = ["sh", "-c", "\"$@\" >/dev/full", "sh"] };

        var result = await tool.RunAsync("services", "heal");

        Assert.True(result.ExitCode == 69, result.ToString());
        Assert.Contains("could not be written to standard output (No space left on device)", result.Error, StringComparison.Ordinal);
    }

    private static RunningTool Start(RunningShop shop, Tool tool, string runtime)
    {
        var kills = shop.Folder.Write("kills.json", """{ "kill_triggers": [ { "type": "time", "threshold": 1, "services": ["stock-service"], "recovery_time": 0 } ] }""");
        return tool.Start(
            "stress", "--init", "--population-size", "300", "--users", "20", "--spawn-rate", "20", "--runtime", runtime, "--server-timeout", "5", "--kill-config", kills);
    }
}
