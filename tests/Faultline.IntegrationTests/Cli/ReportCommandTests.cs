using System.Text.Json;
using Faultline.Experiments;
using Faultline.Reporting.Json;
using Faultline.Tests.Reporting;

namespace Faultline.IntegrationTests.Cli;

/// <summary>All runs of a folder, set side by side through the command line.</summary>
public sealed class ReportCommandTests : IDisposable
{
    private static readonly string[] Pictures = ["anomalies.png", "checkout-success.png", "inconsistencies-payment.png", "inconsistencies-stock.png", "recovery.png"];
    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G'];
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _state = new();
    private readonly Tool _tool;

    public ReportCommandTests() => _tool = new Tool(_folder.Path, _state.Path);

    public void Dispose()
    {
        _folder.Dispose();
        _state.Dispose();
    }

    [Fact]
    public async Task Pictures_are_always_written_and_the_table_tells_each_scenario()
    {
        Write("a", SampleRuns.Inconsistent());
        Write("b", SampleRuns.Consistent());

        var result = await _tool.RunAsync("report");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(Pictures, Files("visualizations"));
        Assert.All(Pictures, name => Assert.Equal(PngSignature, File.ReadAllBytes(_folder[Path.Combine("visualizations", name)])[..4]));
        Assert.Contains("✗ 1 inconsistent", result.Output, StringComparison.Ordinal);
        Assert.Contains("order-service + stock-service", result.Output, StringComparison.Ordinal);
        Assert.Contains(Path.Combine("visualizations", "recovery.png"), result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task With_report_there_is_a_page_and_a_text_too_in_the_folder_that_is_named()
    {
        Write("a", SampleRuns.Inconsistent());

        var result = await _tool.RunAsync("report", "--results-dir", "results", "--output-dir", "deep/below", "--report");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal([.. Pictures, "report.html", "report.md"], Files("deep/below"));
        Assert.Contains("demo-naive", File.ReadAllText(_folder["deep/below/report.html"]), StringComparison.Ordinal);
        Assert.Contains("![", File.ReadAllText(_folder["deep/below/report.md"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_one_object_and_what_was_skipped_is_told_on_standard_error()
    {
        Write("a", SampleRuns.Inconsistent());
        Write("unfinished", SampleRuns.Unfinished());
        Directory.CreateDirectory(_folder["results/broken"]);
        _folder.Write("results/broken/run.json", "{");

        var result = await _tool.RunAsync("report", "--format", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        var root = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal("inconsistent", Assert.Single(root.GetProperty("runs").EnumerateArray()).GetProperty("verdict").GetString());
        Assert.Equal(["broken", "unfinished"], root.GetProperty("skipped").EnumerateArray().Select(s => s.GetProperty("folder").GetString()!));
        Assert.Equal(Pictures.Length, root.GetProperty("files").EnumerateArray().Count(f => File.Exists(_folder[f.GetString()!])));
        Assert.Contains("skipped broken: Its run.json is damaged", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_run_nothing_is_written()
    {
        Told(await _tool.RunAsync("report"), "there is no folder", "--results-dir");

        Write("unfinished", SampleRuns.Unfinished());
        Told(await _tool.RunAsync("report"), "there is no finished run", "faultline stress");
        Told(await _tool.RunAsync("report"), "unfinished: The run is unfinished", "");
        Told(await _tool.RunAsync("report", "--results-dir", "results/unfinished"), "is a single run", $"--results-dir {_folder["results"]}");
        Told(await _tool.RunAsync("report", "--results-dir", _folder.Write("file", "")), "is a file", "");
        Assert.False(Directory.Exists(_folder["visualizations"]));
    }

    [Theory]
    [InlineData("a-file")]
    [InlineData("a-file/below")]
    [InlineData("/proc/faultline")]
    public async Task An_output_folder_that_cannot_be_written(string output)
    {
        Write("a", SampleRuns.Consistent());
        _folder.Write("a-file", "kept");

        Told(await _tool.RunAsync("report", "--output-dir", output), "cannot write to", "--output-dir");
        Assert.Equal("kept", File.ReadAllText(_folder["a-file"]));
    }

    private void Write(string name, Run run) => RunJson.Write(run, Path.Combine(_folder["results"], name, "run.json"));

    private string[] Files(string folder) => [.. Directory.GetFiles(_folder[folder]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static void Told(ToolResult result, string what, string next)
    {
        Assert.True(result.ExitCode == 64, result.ToString());
        Assert.StartsWith("error: ", result.Error.Split('\n').First(line => !line.StartsWith("skipped ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains(what, result.Error, StringComparison.Ordinal);
        Assert.Contains(next, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }
}
