using System.Text.Json;

namespace Faultline.IntegrationTests.Cli;

public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_finds_the_naive_checkout_out_and_clears_the_saga()
    {
        using var folder = new TemporaryFolder();
        using var state = new TemporaryFolder();

        var tool = new Tool(folder.Path, state.Path);

        var result = await tool.RunAsync("demo", "--quick", "--format", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        using var printed = JsonDocument.Parse(result.Output);
        Assert.True(printed.RootElement.GetProperty("asExpected").GetBoolean());
        var naive = printed.RootElement.GetProperty("naive");
        Assert.Contains(
            naive.GetProperty("anomalies").EnumerateArray(),
            a => a.GetProperty("entity").GetString()!.StartsWith("order ", StringComparison.Ordinal) && a.GetProperty("operations").GetArrayLength() > 0);
        var runs = Directory.GetDirectories(folder["results"]).Where(r => Path.GetFileName(r) != "latest").ToArray();
        Assert.Equal(2, runs.Length);
        Assert.All(runs, r => Assert.True(File.Exists(Path.Combine(r, "report.html")), r));
        Assert.Empty(Directory.GetDirectories(state["demos"]));

        // The shop is gone: what was found is found again in the files alone.
        var check = await tool.RunAsync("check", naive.GetProperty("id").GetString()!, "--format", "json");
        Assert.True(check.ExitCode == 1, check.ToString());
        using var found = JsonDocument.Parse(check.Output);
        Assert.Equal("inconsistent", found.RootElement.GetProperty("recorded").GetString());
        Assert.Equal(naive.GetProperty("anomalies").GetRawText(), found.RootElement.GetProperty("anomalies").GetRawText(), ignoreAllWhiteSpace: true);
    }
}
