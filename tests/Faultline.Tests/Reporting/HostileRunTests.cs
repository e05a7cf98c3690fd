using Faultline.Reporting.Junit;
using Faultline.Reporting.Markdown;
using Faultline.Reporting.Pages;
using Faultline.Reporting.Runs;
using Faultline.Reporting.Json;

namespace Faultline.Tests.Reporting;

/// <summary>A run all of whose texts are hostile, in every file that people read.</summary>
public sealed class HostileRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("faultline-hostile-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Its_report_holds_only_text()
    {
        var run = SampleRuns.OfHostileTexts();
        var (page, junit) = (Path.Combine(_folder, "report.html"), Path.Combine(_folder, "junit.xml"));
        await ReportPage.WriteAsync(run, page, TestContext.Current.CancellationToken);
        RunJunit.Write(run, junit);

        HostileText.MustNotBeIn(RunMarkdown.Render(run));
        HostileText.MustNotBeIn(await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
        HostileText.MustNotBeIn(await File.ReadAllTextAsync(junit, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_report_over_it_holds_only_text()
    {
        var results = Path.Combine(_folder, "results");
        var folder = Directory.CreateDirectory(Path.Combine(results, "20310506T120000Z-stress")).FullName;
        RunJson.Write(SampleRuns.OfHostileTexts(), Path.Combine(folder, "run.json"));
        var output = Path.Combine(_folder, "visualizations");
        Directory.CreateDirectory(output);

        var overview = new RunOverview(RunArchive.Read(results, Faultline.Cli.Shop.FirstSchema.Read, output), output);

        Assert.Single(overview.Archive.Runs);
        foreach (var file in await OverviewFiles.WriteReportAsync(overview, []))
            HostileText.MustNotBeIn(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Its_data_holds_the_exact_text()
    {
        using var stream = new MemoryStream();
        RunJson.Write(SampleRuns.OfHostileTexts(), stream);

        using var json = System.Text.Json.JsonDocument.Parse(stream.ToArray());
        Assert.Equal(SampleRuns.Hostile, json.RootElement.GetProperty("name").GetString());
    }
}
