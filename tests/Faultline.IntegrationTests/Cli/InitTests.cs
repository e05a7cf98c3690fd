using System.Text.Json;
using Faultline.Faults;
using Faultline.Workloads.Shop;

namespace Faultline.IntegrationTests.Cli;

public sealed class InitTests : IDisposable
{
    private static readonly string[] Files = ["urls.json", "urls.schema.json", "kill_config.json", "kill_config.schema.json"];
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _state = new();
    private readonly Tool _tool;

    public InitTests() => _tool = new Tool(_folder.Path, _state.Path);

    public void Dispose()
    {
        _folder.Dispose();
        _state.Dispose();
    }

    [Fact]
    public async Task It_writes_four_files_that_the_tool_reads_and_nothing_else()
    {
        var result = await _tool.RunAsync("init");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(Files.Order(), Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
        Assert.Equal(Files.Select(f => $"written  {f}"), result.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(3, FaultPlan.Read(_folder["kill_config.json"], 1000, TimeSpan.FromSeconds(300)).Rules.Count);
        Assert.Equal(8000, ShopUrls.Read(_folder["urls.json"]).Order.Port);
    }

    [Fact]
    public async Task What_is_there_is_kept_and_told_until_it_is_forced()
    {
        _folder.Write("kill_config.json", "mine");

        var first = await _tool.RunAsync("init", "--format", "json");
        var kept = File.ReadAllText(_folder["kill_config.json"]);
        var forced = await _tool.RunAsync("init", "--force");

        using var told = JsonDocument.Parse(first.Output);
        Assert.Equal(
            [("urls.json", "written"), ("urls.schema.json", "written"), ("kill_config.json", "kept"), ("kill_config.schema.json", "written")],
            told.RootElement.EnumerateArray().Select(f => (f.GetProperty("file").GetString()!, f.GetProperty("state").GetString()!)));
        Assert.Equal((0, 0, "mine"), (first.ExitCode, forced.ExitCode, kept));
        Assert.Equal(ShopFaults.StarterFiles[0].Text, File.ReadAllText(_folder["kill_config.json"]));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_an_error_and_leaves_no_draft()
    {
        Directory.CreateDirectory(_folder["urls.json"]);

        var result = await _tool.RunAsync("init", "--force");

        Assert.True(result.ExitCode == 64, result.ToString());
        Assert.StartsWith("error: cannot write urls.json to " + _folder.Path, result.Error, StringComparison.Ordinal);
        Assert.Equal([_folder["urls.json"]], Directory.GetFileSystemEntries(_folder.Path));
    }
}
