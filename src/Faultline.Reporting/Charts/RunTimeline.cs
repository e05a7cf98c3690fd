using Faultline.Experiments;

namespace Faultline.Reporting.Charts;

/// <summary>The master timeline of a run: what was done to the system, above what it did.</summary>
internal static class RunTimeline
{
    /// <summary>More points than this are not told apart at the width of a page.</summary>
    public const int MaxPoints = 600;

    public static Chart Of(Run run, int maxLanes = 20)
    {
        var width = Math.Max(1, (int)Math.Ceiling(run.Timeline.Count / (double)MaxPoints));
        var bins = run.Timeline.Chunk(width).Select(TimelineBin.Of).ToList();
        var end = End(run);
        var begins = AnomalyBegins.PerBin(run, width);

        return new("Timeline of the run", Description(run), Axis.Exactly("seconds since the start of the load", 0, end), [.. Panels(run, bins, begins, end, maxLanes)])
        {
            Bands = FaultLanes.Bands(run.Faults, end, maxLanes),
            Readouts = [.. bins.Select(bin => new Readout(bin.From, bin.To, bin.Text()))],
        };
    }

    private static IEnumerable<Panel> Panels(Run run, List<TimelineBin> bins, IReadOnlyDictionary<int, int> begins, double end, int maxLanes)
    {
        if (run.Faults.Count > 0)
            yield return FaultLanes.Panel(run.Recovery, end, maxLanes);

        yield return Plot("Virtual users", "users", whole: true, new Series("users", Ink.Muted, Points(bins, bin => bin.Users), Shape.Area));
        yield return Plot(
            "Operations per second",
            "1/s",
            whole: true,
            new Series("completed", Ink.Good, Points(bins, bin => bin.Completed), Shape.Area),
            new Series("offered", Ink.Text, Points(bins, bin => bin.Scheduled), Dash: "4 3", Width: 1));
        yield return new PlotPanel(
            "Success, % of the operations that ended",
            Axis.FromZero("%", [100], parts: 2),
            [new("success", Ink.Good, Points(bins, bin => bin.Success * 100))],
            Height: 64);
        yield return Latency(bins);

        if (begins.Count > 0)
        {
            var bars = begins.Select(pair => new Point(pair.Key + 0.5 * Width(bins), pair.Value)).OrderBy(point => point.X).ToList();
            yield return new PlotPanel(
                "Anomalies, where the first of their operations was sent",
                Axis.FromZero("anomalies", bars.Select(p => p.Y), whole: true, parts: 2),
                [new("anomalies", Ink.Bad, bars, Shape.Bars)],
                Height: 48);
        }
    }

    private static PlotPanel Plot(string title, string unit, bool whole, params Series[] series) =>
        new(title, Axis.FromZero(unit, series.SelectMany(s => s.Points).Select(p => p.Y), whole), series);

    private static PlotPanel Latency(List<TimelineBin> bins)
    {
        Series[] series =
        [
            new("p50", Ink.Soft, Points(bins, bin => bin.P50)),
            new("p95", Ink.Good, Points(bins, bin => bin.P95), Dash: "5 2"),
            new("p99", Ink.Strong, Points(bins, bin => bin.P99), Dash: "2 2"),
        ];
        var title = bins.Exists(bin => bin.AtLeast != Histories.LowerBounds.None)
            ? "Latency, ms (logarithmic; what got no answer counts with the time it was waited for)"
            : "Latency, ms (logarithmic)";
        return new(title, Axis.Logarithmic("ms", series.SelectMany(s => s.Points).Select(p => p.Y)), series);
    }

    private static List<Point> Points(List<TimelineBin> bins, Func<TimelineBin, double> value)
    {
        var points = new List<Point>(bins.Count);
        for (var i = 0; i < bins.Count; i++)
        {
            // A second that is not in the timeline is a gap, not a straight line.
            if (i > 0 && bins[i].From > bins[i - 1].To)
                points.Add(new(bins[i].From, double.NaN));
            points.Add(new((bins[i].From + bins[i].To) / 2, value(bins[i])));
        }

        return points;
    }

    private static double Width(List<TimelineBin> bins) => bins.Count == 0 ? 1 : bins[0].To - bins[0].From;

    // Faults may be undone after the load: show that, unless it would squeeze the load into a corner.
    private static double End(Run run)
    {
        var load = run.Timeline.Count == 0 ? run.Load.RuntimeSeconds : run.Timeline[^1].Second + 1;
        var ready = run.Faults.Select(fault => fault.ReadyAt?.TotalSeconds ?? 0).DefaultIfEmpty(0).Max();
        return Math.Min(Math.Max(load, ready + 0.5), Math.Max(1, load * 1.5));
    }

    private static string Description(Run run)
    {
        var delivered = run.Faults.Count(fault => fault.Delivered);
        return $"Over {Figures.Counted(run.Timeline.Count, "second", "seconds")}, from top to bottom: {delivered} of {Figures.Counted(run.Faults.Count, "fault", "faults")} delivered, virtual users, offered and completed operations per second, share of success, latency percentiles, and where anomalies begin. The tables below hold the same figures.";
    }
}
