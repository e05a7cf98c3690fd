using Faultline.Experiments;
using Faultline.Reporting.Csv;
using Faultline.Reporting.Html;
using Faultline.Reporting.Json;
using Faultline.Reporting.Junit;
using Faultline.Reporting.Markdown;

namespace Faultline.Cli.Runs;

/// <summary>Writes the files that tell a run; what people and CI read only once there is something to tell.</summary>
internal sealed class RunFiles : IRunStore
{
    public async Task SaveAsync(Run run, RunFolder folder)
    {
        RunJson.Write(run, folder.File("run.json"));
        FaultsJson.Write(run, folder.File("faults.json"));
        TimelineCsv.Write(run, folder.File("timeline.csv"));
        if (run.FinishedAt is null) return;
        RunMarkdown.Write(run, folder.File("report.md"));
        RunJunit.Write(run, folder.File("junit.xml"));
        await ReportPage.WriteAsync(run, folder.File("report.html"));
    }
}
