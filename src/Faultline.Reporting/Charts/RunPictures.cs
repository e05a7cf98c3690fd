using Faultline.Experiments;
using Faultline.Storage;

namespace Faultline.Reporting.Charts;

/// <summary>Writes the figures of a run's page as pictures.</summary>
public static class RunPictures
{
    private const string TimelineName = "timeline.png";
    private const string RecoveryName = "recovery.png";

    private const int MostFaults = 20;

    /// <summary>Writes <c>timeline.png</c>, and <c>recovery.png</c> where a fault was seen from kill to ready.</summary>
    /// <exception cref="DrawingUnavailableException">The library that draws cannot be used on this machine.</exception>
    public static void Write(Run run, string folder)
    {
        Write(Titled(RunTimeline.Of(run), run), Path.Combine(folder, TimelineName));
        if (RecoveryBars.Of(run.Recovery, MostFaults) is { } recovery)
            Write(Titled(recovery, run), Path.Combine(folder, RecoveryName));
    }

    // A picture lies about by itself: it says which run it is of, and what that found.
    private static Chart Titled(Chart chart, Run run) => chart with
    {
        Description = $"{run.Name}, {Figures.Utc(run.StartedAt)}, {Figures.Counted(run.Load.Users, "user", "users")}: {VerdictText.Symbol(run.Verdict.Kind)} {VerdictText.Word(run.Verdict.Kind)}.",
    };

    private static void Write(Chart chart, string path)
    {
        var png = PngRenderer.Render(chart);
        AtomicFile.Write(path, stream => stream.Write(png));
    }
}
