using Faultline.Histories;

namespace Faultline.Reporting;

/// <summary>Percentiles of latency for people: what is only a lower bound reads <c>≥</c>.</summary>
internal static class LatencyText
{
    /// <summary>Median, 95th and 99th percentile and the longest, each with its name.</summary>
    public static IEnumerable<string> Of(Latency latency)
    {
        yield return $"p50 {Figures.Milliseconds(latency.P50, latency.AtLeast.HasFlag(LowerBounds.P50))}";
        yield return $"p95 {Figures.Milliseconds(latency.P95, latency.AtLeast.HasFlag(LowerBounds.P95))}";
        yield return $"p99 {Figures.Milliseconds(latency.P99, latency.AtLeast.HasFlag(LowerBounds.P99))}";
        yield return $"max {Figures.Milliseconds(latency.Max, latency.AtLeast.HasFlag(LowerBounds.Max))}";
    }

    /// <summary>Names of those that are lower bounds, as files tell them.</summary>
    public static IReadOnlyList<string> Names(LowerBounds bounds) =>
        [.. new[] { LowerBounds.P50, LowerBounds.P95, LowerBounds.P99, LowerBounds.P999, LowerBounds.Max }
            .Where(bound => bounds.HasFlag(bound)).Select(bound => bound.ToString().ToLowerInvariant())];
}
