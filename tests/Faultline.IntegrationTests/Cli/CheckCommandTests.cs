namespace Faultline.IntegrationTests.Cli;

/// <summary><c>faultline check</c> on folders that hold no run, or a damaged one. Good runs are checked where they are made.</summary>
public sealed class CheckCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _state = new();
    private readonly Tool _tool;

    public CheckCommandTests() => _tool = new Tool(_folder.Path, _state.Path);

    public void Dispose()
    {
        _folder.Dispose();
        _state.Dispose();
    }

    [Fact]
    public async Task Without_any_run_it_says_what_to_name()
    {
        var result = await _tool.RunAsync("check", "latest");

        Assert.Equal(64, result.ExitCode);
        Assert.Contains("there is no run \"latest\"", result.Error, StringComparison.Ordinal);
        Assert.Contains("Next: faultline stress", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_no_run_is_answered_with_those_that_are()
    {
        Run("20310101T000000Z-stress", finished: true);

        var result = await _tool.RunAsync("check", "20310101T000000Z-stres");

        Assert.Equal(64, result.ExitCode);
        Assert.Contains("20310101T000000Z-stress", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_run_json_is_no_run()
    {
        Directory.CreateDirectory(_folder["results/empty"]);

        var result = await _tool.RunAsync("check", "results/empty");

        Assert.Equal(64, result.ExitCode);
        Assert.Contains("run.json", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("results/20310101T000000Z-stress")]
    [InlineData("results/20310101T000000Z-stress/")]
    [InlineData("results/20310101T000000Z-stress/run.json")]
    [InlineData("20310101T000000Z-stress")]
    public async Task A_run_that_ended_before_its_books_were_read_is_undetermined(string named)
    {
        Run("20310101T000000Z-stress", finished: false);

        var result = await _tool.RunAsync("check", named);

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("UNDETERMINED", result.Output, StringComparison.Ordinal);
        Assert.Contains("books.json.gz", result.Output, StringComparison.Ordinal);
        Assert.Contains("no verdict of a finished run to compare with. The run is unfinished", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_books_are_told_with_the_files_that_still_tell_something()
    {
        Run("20310101T000000Z-stress", finished: true);
        Directory.CreateDirectory(_folder["results/20310101T000000Z-stress/history"]);
        _folder.Write("results/20310101T000000Z-stress/books.json.gz", "no archive");

        var result = await _tool.RunAsync("check", "results/20310101T000000Z-stress");

        Assert.True(result.ExitCode == 64, result.ToString());
        Assert.Contains("books.json.gz cannot be used", result.Error, StringComparison.Ordinal);
        Assert.Contains("What is whole of its run.json still tells", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    private void Run(string id, bool finished)
    {
        Directory.CreateDirectory(_folder[$"results/{id}"]);
        _folder.Write($"results/{id}/run.json", $$"""
            {
              "schema": 1, "id": "{{id}}", "name": "stress", "kind": "stress", "startedAt": "2031-01-01T00:00:00Z",
              "finished": {{(finished ? "true" : "false")}}, "verdict": "consistent", "checkouts": {}, "faults": [], "anomaliesByKind": {}
            }
            """);
    }
}
