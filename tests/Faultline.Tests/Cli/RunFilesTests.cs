using Faultline.Cli.Runs;
using Faultline.Experiments;
using Faultline.Tests.Reporting;

namespace Faultline.Tests.Cli;

public sealed class RunFilesTests : IDisposable
{
    private static readonly string[] Result = ["run.json", "faults.json", "timeline.csv", "report.html", "report.md", "junit.xml"];
    private readonly string _folder = Directory.CreateTempSubdirectory("faultline-files-").FullName;
    private readonly List<string> _warnings = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_finished_run_has_pictures()
    {
        var folder = await SaveAsync(new RunFiles(_warnings.Add), SampleRuns.Inconsistent());

        foreach (var name in new[] { "timeline.png", "recovery.png" }.Concat(Result)) Assert.True(new FileInfo(folder.File(name)).Length > 100, name);
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task A_run_without_faults_has_no_picture_of_recovery()
    {
        var folder = await SaveAsync(new RunFiles(_warnings.Add), SampleRuns.WithoutFaults());

        Assert.True(File.Exists(folder.File("timeline.png")));
        Assert.False(File.Exists(folder.File("recovery.png")));
    }

    [Fact]
    public async Task An_unfinished_run_has_none() =>
        Assert.Empty(Directory.GetFiles((await SaveAsync(new RunFiles(_warnings.Add), SampleRuns.Unfinished())).Path, "*.png"));

    [Fact]
    public async Task Where_nothing_can_be_drawn_the_result_is_written_all_the_same_and_a_warning_told()
    {
        var folder = await SaveAsync(new RunFiles(_warnings.Add, (_, _) => throw new DllNotFoundException("no libSkiaSharp")), SampleRuns.Inconsistent());

        foreach (var name in Result) Assert.True(File.Exists(folder.File(name)), name);
        Assert.Contains("no libSkiaSharp", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    private async Task<RunFolder> SaveAsync(RunFiles files, Run run)
    {
        var folder = RunFolder.Create(_folder, "a", SampleRuns.Start);
        await files.SaveAsync(run, folder);
        return folder;
    }
}
