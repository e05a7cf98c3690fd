namespace Faultline.Histories;

/// <summary>What happened during one second of the load; a row of the timeline.</summary>
/// <param name="Second">The second, from 0 at the start of the load.</param>
/// <param name="Users">Virtual users at its end.</param>
/// <param name="Scheduled">Operations whose intended start fell into it.</param>
/// <param name="Ok">Operations that ended ok in it.</param>
/// <param name="Failed">Operations that ended failed in it.</param>
/// <param name="Unknown">Operations that ended unknown in it.</param>
/// <param name="Latencies">How long the operations took that ended in it and had been sent.</param>
public sealed record TimelineSecond(
    int Second,
    int Users,
    long Scheduled,
    long Ok,
    long Failed,
    long Unknown,
    LatencyHistogram Latencies)
{
    /// <summary>Median latency in milliseconds, as <see cref="Latency"/> tells it; not a number where none that was sent ended.</summary>
    public double P50 => Latencies.Percentiles.P50;

    /// <summary>95th percentile, in milliseconds.</summary>
    public double P95 => Latencies.Percentiles.P95;

    /// <summary>99th percentile, in milliseconds.</summary>
    public double P99 => Latencies.Percentiles.P99;

    /// <summary>Longest latency, in milliseconds.</summary>
    public double Max => Latencies.Percentiles.Max;

    /// <summary>The percentiles that are only lower bounds.</summary>
    public LowerBounds AtLeast => Latencies.Percentiles.AtLeast;

    /// <summary>Operations that were answered in it.</summary>
    public long Answered { get; init; }

    /// <summary>Operations that ended in this second.</summary>
    public long Completed => Ok + Failed + Unknown;
}
