using Faultline.Experiments;
using Faultline.Reporting.Charts;
using Faultline.Reporting.Csv;
using Faultline.Reporting.Json;
using Faultline.Reporting.Junit;
using Faultline.Reporting.Markdown;
using Faultline.Reporting.Pages;

namespace Faultline.Cli.Runs;

/// <summary>Writes the files that tell a run; what people and CI read only once there is something to tell.</summary>
/// <param name="warn">Is told what could not be drawn.</param>
/// <param name="draw">Draws a run into a folder.</param>
internal sealed class RunFiles(Action<string> warn, Action<Run, string> draw) : IRunStore
{
    /// <summary>With pictures.</summary>
    public RunFiles(Action<string> warn)
        : this(warn, RunPictures.Write)
    {
    }

    public async Task SaveAsync(Run run, RunFolder folder)
    {
        RunJson.Write(run, folder.File("run.json"));
        FaultsJson.Write(run, folder.File("faults.json"));
        TimelineCsv.Write(run, folder.File("timeline.csv"));
        if (run.FinishedAt is null) return;
        RunMarkdown.Write(run, folder.File("report.md"));
        RunJunit.Write(run, folder.File("junit.xml"));
        await ReportPage.WriteAsync(run, folder.File("report.html"));
        Draw(run, folder);
    }

    private void Draw(Run run, RunFolder folder)
    {
        try
        {
            draw(run, folder.Path);
        }
#pragma warning disable CA1031 // Whatever a native library comes to grief on: the result is on disk and stays.
        catch (Exception e)
#pragma warning restore CA1031
        {
            warn($"no pictures of the run were drawn: {e.Message}");
        }
    }
}
