using Faultline.Cli.Terminal;
using Faultline.Experiments.Phases;
using Faultline.Experiments;
using Faultline.Tests.Reporting;
using Spectre.Console;

namespace Faultline.Tests.Cli;

public sealed class ResultTextTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("faultline-result-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("consistent", "CONSISTENT")]
    [InlineData("inconsistent", "INCONSISTENT")]
    [InlineData("unfinished", "UNDETERMINED")]
    [InlineData("without faults", "CONSISTENT")]
    [InlineData("hostile", "INCONSISTENT")]
    public void The_verdict_comes_first(string name, string verdict) =>
        Assert.EndsWith(" " + verdict, Written(SampleRuns.Named(name)).Split('\n')[0].TrimEnd(), StringComparison.Ordinal);

    [Fact]
    public void Anomalies_figures_faults_and_files_are_told()
    {
        var text = Written(SampleRuns.Inconsistent());

        foreach (var part in new[]
        {
            "acknowledged but lost", "order o-17", "1,000 scheduled", "580 succeeded (96.7 %)", "stock +3 by log, −2 by database; payment +10 by log, −10 by database",
            "kill order-service-1", "users ≥ 30", "will not be reached",
        })
            Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_fault_has_a_row_with_its_recovery_and_what_is_not_told()
    {
        var text = Written(SampleRuns.Recovered());

        Assert.Matches(@"kill order-service-1 .* 6\.000 s +. +1\.50 s +. +123 +. +87\.5 %", text);
        Assert.Matches(@"kill stock-service-1 .* not steady +. +456 +. +100 %", text);
        Assert.Contains("Not steady when the load ended", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_kill_is_told_at_the_death_from_which_the_downtime_counts()
    {
        var run = SampleRuns.Recovered();
        var died = run.Recovery[0] with { Fault = run.Faults[0] with { DiedAt = TimeSpan.FromSeconds(2), InjectedAt = TimeSpan.FromSeconds(3) } };

        Assert.Matches(@"kill order-service-1 .* 2\.000 s +. +4\.00 s +. +6\.000 s", Written(run with { Recovery = [died] }));
    }

    [Fact]
    public void A_threshold_is_told_as_it_was_configured()
    {
        var run = SampleRuns.Consistent();

        Assert.Contains("failures ≥ 0.25", Written(run with { Faults = [run.Faults[0] with { Trigger = new("failures", 0.25, 0.3) }] }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_is_told_only_where_something_was_written()
    {
        var folder = RunFolder.Create(_folder, "a", SampleRuns.Start);

        Assert.DoesNotContain("report.html", Written(SampleRuns.Consistent(), folder), StringComparison.Ordinal);
        Assert.Matches($"files +{folder.Path}\\n", Written(SampleRuns.Consistent(), folder));

        File.WriteAllText(folder.File("report.html"), "");
        Assert.Matches($"report +{folder.File("report.html")}\\n", Written(SampleRuns.Consistent(), folder));

        Directory.Delete(folder.Path, recursive: true);
        Assert.DoesNotContain(folder.Path, Written(SampleRuns.Consistent(), folder), StringComparison.Ordinal);
    }

    private string Written(Run run) => Written(run, RunFolder.Create(_folder, "a", SampleRuns.Start));

    private static string Written(Run run, RunFolder folder)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = 200;
        new ResultText(console).Write(new FinishedRun(run, folder));
        return writer.ToString();
    }
}
