using Faultline.Histories;

namespace Faultline.Reporting.Charts;

/// <summary>One or several seconds of the timeline as one point.</summary>
/// <remarks>
/// Rates are means. Percentiles of several seconds cannot be had from the percentiles of each: the highest stands
/// for them, so that a dip is never averaged away. A point is a lower bound if one of its seconds is.
/// </remarks>
internal sealed record TimelineBin(
    double From,
    double To,
    double Users,
    double Scheduled,
    double Completed,
    double Success,
    double P50,
    double P95,
    double P99,
    LowerBounds AtLeast)
{
    public static TimelineBin Of(TimelineSecond[] seconds)
    {
        var width = seconds.Length;
        var completed = seconds.Sum(s => s.Completed);
        return new(
            seconds[0].Second,
            seconds[^1].Second + 1,
            seconds[^1].Users,
            seconds.Sum(s => s.Scheduled) / (double)width,
            completed / (double)width,
            completed == 0 ? double.NaN : seconds.Sum(s => s.Ok) / (double)completed,
            Highest(seconds, s => s.P50),
            Highest(seconds, s => s.P95),
            Highest(seconds, s => s.P99),
            seconds.Aggregate(LowerBounds.None, (bounds, s) => bounds | s.AtLeast));
    }

    /// <summary>The values as lines of text.</summary>
    public string Text() => string.Join(
        '\n',
        To - From > 1 ? $"{From:0}–{To:0} s" : $"second {From:0}",
        $"{Figures.Count((long)Users)} users",
        $"offered {Figures.PerSecond(Scheduled)}, completed {Figures.PerSecond(Completed)}",
        $"success {Figures.Share(Success)}",
        $"p50 {Shown(P50, LowerBounds.P50)}, p95 {Shown(P95, LowerBounds.P95)}, p99 {Shown(P99, LowerBounds.P99)}");

    private string Shown(double value, LowerBounds bound) => Figures.Milliseconds(value, AtLeast.HasFlag(bound));

    private static double Highest(TimelineSecond[] seconds, Func<TimelineSecond, double> value) =>
        seconds.Where(s => s.Completed > 0).Select(value).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();
}
