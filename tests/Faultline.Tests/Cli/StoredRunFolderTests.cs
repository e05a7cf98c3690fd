using Faultline.Cli.Runs;
using Faultline.Configuration;

namespace Faultline.Tests.Cli;

public sealed class StoredRunFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("faultline-stored-").FullName;

    private string Results => Path.Combine(_folder, "results");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_is_found_by_folder_by_file_by_name_and_by_a_link()
    {
        var run = Make("a", "run.json");
        Directory.CreateSymbolicLink(Path.Combine(Results, "latest"), "a");

        Assert.All(
            [run, run + "/", Path.Combine(run, "run.json"), "a", "latest", Path.Combine(Results, "latest")],
            named => Assert.Equal(run, StoredRunFolder.Find(named, Results)));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_told_with_the_runs_that_do()
    {
        Make("a", "run.json");

        var error = Error("b");

        Assert.Equal($"there is no run \"b\", here or in {Results}", error.Message);
        Assert.Equal($"The runs in {Results}: a", error.Hint);
    }

    [Fact]
    public void Without_any_run_it_is_told_what_makes_one() =>
        Assert.StartsWith("Next: faultline stress", Error("b").Hint, StringComparison.Ordinal);

    [Fact]
    public void What_is_left_of_a_run_is_told_apart_from_a_folder_of_something_else()
    {
        Make("left", "run.log", "history/part-000000.parquet");
        Make("other", "notes.txt");
        Directory.CreateDirectory(Path.Combine(Results, "empty"));

        Assert.Contains("left holds history, run.log of a run, but not its run.json", Error("left").Message, StringComparison.Ordinal);
        Assert.EndsWith("other is not the folder of a run (it holds no run.json)", Error("other").Message, StringComparison.Ordinal);
        Assert.Contains("empty is empty", Error("empty").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_runs_is_answered_with_their_names()
    {
        Make("a", "run.json");
        Make("b", "run.json");

        var error = Error(Results);

        Assert.Equal($"{Results} is not the folder of a run, but holds 2", error.Message);
        Assert.Equal("Next: name one of them: a, b", error.Hint);
    }

    [Fact]
    public void A_link_to_a_run_that_was_deleted_is_told()
    {
        Directory.CreateDirectory(Results);
        Directory.CreateSymbolicLink(Path.Combine(Results, "latest"), "gone");

        Assert.Equal($"{Path.Combine(Results, "latest")} points to gone, which is not there any more", Error("latest").Message);
    }

    [Fact]
    public void A_file_that_belongs_to_no_run_is_told()
    {
        var file = Path.Combine(Make("other", "notes.txt"), "notes.txt");

        Assert.Equal($"{file} is a file that belongs to no run (there is no run.json beside it)", Error(file).Message);
    }

    private string Make(string name, params string[] files)
    {
        var folder = Path.Combine(Results, name);
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.WriteAllText(Path.Combine(folder, file), "");
        }

        return folder;
    }

    private ConfigurationError Error(string run) => Assert.Single(Assert.Throws<ConfigurationException>(() => StoredRunFolder.Find(run, Results)).Errors);
}
