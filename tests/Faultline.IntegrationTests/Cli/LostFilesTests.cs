namespace Faultline.IntegrationTests.Cli;

/// <summary>Places where nothing can be written, or where what was written goes away while a run is under way.</summary>
public sealed class LostFilesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Results_that_are_deleted_in_mid_run_are_told_and_what_was_killed_runs_again(bool fileInstead)
    {
        await using var shop = await RunningShop.StartAsync();
        var kills = shop.Folder.Write("kills.json", """{ "kill_triggers": [ { "type": "time", "threshold": 1, "services": ["stock-service"], "recovery_time": 0 } ] }""");
        await using var run = shop.Tool.Start(
            "stress", "--init", "--population-size", "300", "--users", "20", "--spawn-rate", "20", "--runtime", "5", "--server-timeout", "5", "--kill-config", kills);
        await run.SaidAsync("killed stock-service-1");

        Directory.Delete(shop.Folder["results"], recursive: true);
        if (fileInstead) shop.Folder.Write("results", "");
        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 69, result.ToString());
        Assert.Contains(shop.Folder["results"], result.Error, StringComparison.Ordinal);
        Assert.Contains("  Next: ", result.Error, StringComparison.Ordinal);
        Plain(result);
        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
    }

    [Fact]
    public async Task Places_that_take_no_files_are_told_before_anything_is_killed()
    {
        await using var shop = await RunningShop.StartAsync();

        // A file where a folder belongs, and a disk that takes no folders, whoever asks.
        foreach (var results in new[] { "/dev/full/results", "/proc/faultline" })
        {
            var result = await shop.Tool.RunAsync("stress", "--init", "--output-dir", results);
            Assert.True(result.ExitCode == 64, result.ToString());
            Assert.Contains($"cannot write results to {results}", result.Error, StringComparison.Ordinal);
            Assert.Contains("Nothing was killed. Choose another folder with --output-dir", result.Error, StringComparison.Ordinal);
            Plain(result);
        }

        foreach (var state in new[] { "/dev/full", "/proc/faultline" })
            foreach (var command in new string[][] { ["stress", "--init"], ["services", "restart", "stock-service-1"], ["demo", "--quick"] })
            {
                var result = await new Tool(shop.Folder.Path, state).RunAsync(command);
                Assert.True(result.ExitCode == 69, result.ToString());
                Assert.Contains(state, result.Error, StringComparison.Ordinal);
                Plain(result);
            }

        Assert.All(await shop.StatesAsync(), s => Assert.Equal("running", s.Value));
    }

    [Fact]
    public async Task A_folder_in_the_place_of_urls_json_is_told_and_no_shop_is_left()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["urls.json"]);
        var tool = new Tool(folder.Path, folder["state"]);

        var up = await tool.RunAsync("shop", "up");
        var stress = await tool.RunAsync("stress");
        var init = await tool.RunAsync("init", "--force");

        Assert.All([up, stress, init], result => Assert.True(result.ExitCode == 64, result.ToString()));
        Assert.Contains("urls.json is a folder", up.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("written", init.Output, StringComparison.Ordinal);
        Assert.Equal([folder["urls.json"]], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_shops_folder_is_told()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".faultline", "");

        var result = await new Tool(folder.Path, folder["state"]).RunAsync("shop", "up");

        Assert.True(result.ExitCode == 69, result.ToString());
        Assert.Contains($"{folder[".faultline"]} is a file, and a folder belongs there", result.Error, StringComparison.Ordinal);
        Plain(result);
    }

    private static void Plain(ToolResult result)
    {
        Assert.DoesNotContain("fault of the tool", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }
}
