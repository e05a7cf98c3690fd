using Faultline.Experiments;

namespace Faultline.Reporting.Charts;

/// <summary>Writes the figures of a run's page as pictures.</summary>
public static class RunPictures
{
    public const string TimelineName = "timeline.png";
    public const string RecoveryName = "recovery.png";

    private const int MostFaults = 20;

    /// <summary>Writes <c>timeline.png</c>, and <c>recovery.png</c> where a fault was seen from kill to ready.</summary>
    /// <exception cref="DrawingUnavailableException">The library that draws cannot be used on this machine.</exception>
    public static void Write(Run run, string folder)
    {
        Write(RunTimeline.Of(run), Path.Combine(folder, TimelineName));
        if (RecoveryBars.Of(run.Faults, MostFaults) is { } recovery)
            Write(recovery with { Description = $"{run.Name}: from the moment each kill was confirmed." }, Path.Combine(folder, RecoveryName));
    }

    private static void Write(Chart chart, string path)
    {
        var png = PngRenderer.Render(chart);
        AtomicFile.Write(path, stream => stream.Write(png));
    }
}
