namespace Faultline.Histories;

/// <summary>The state of the load at one moment; published many times a second while the load runs.</summary>
/// <param name="Elapsed">Time since the start of the load.</param>
/// <param name="Users">Virtual users started so far.</param>
/// <param name="Scheduled">Operations that users wanted to start.</param>
/// <param name="Sent">Operations of which at least one byte was sent.</param>
/// <param name="Ok">Operations that ended ok.</param>
/// <param name="Failed">Operations that ended failed.</param>
/// <param name="Unknown">Operations that ended unknown.</param>
/// <param name="RequestsPerSecond">Completed operations during the last second (a sliding window).</param>
/// <param name="P50">Median latency of the last full second, in milliseconds, as <see cref="Latency"/> tells it; not a number where nothing ended.</param>
/// <param name="P95">95th percentile, in milliseconds.</param>
/// <param name="P99">99th percentile, in milliseconds.</param>
public sealed record LoadSnapshot(
    TimeSpan Elapsed,
    int Users,
    long Scheduled,
    long Sent,
    long Ok,
    long Failed,
    long Unknown,
    double RequestsPerSecond,
    double P50,
    double P95,
    double P99)
{
    /// <summary>The percentiles that are only lower bounds.</summary>
    public LowerBounds AtLeast { get; init; }

    /// <summary>Operations that have ended, whatever their outcome.</summary>
    public long Completed => Ok + Failed + Unknown;

    /// <summary>Operations started and not ended.</summary>
    public long InFlight => Scheduled - Completed;

    /// <summary>The last full second's latencies, of which the percentiles are.</summary>
    public LatencyHistogram LastSecond { get; init; } = LatencyHistogram.Empty;
}
