namespace Faultline.Histories;

/// <summary>The state of the load at one moment; published many times a second while the load runs.</summary>
public sealed record LoadSnapshot
{
    /// <summary>Of a load that has not begun.</summary>
    public static LoadSnapshot Empty { get; } = new()
    {
        Elapsed = TimeSpan.Zero, Users = 0, Scheduled = 0, Sent = 0, Ok = 0, Failed = 0, Unknown = 0, RequestsPerSecond = 0,
    };

    /// <summary>Time since the start of the load.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Virtual users started so far.</summary>
    public required int Users { get; init; }

    /// <summary>Operations that users wanted to start.</summary>
    public required long Scheduled { get; init; }

    /// <summary>Operations of which at least one byte was sent.</summary>
    public required long Sent { get; init; }

    /// <summary>Operations that ended ok.</summary>
    public required long Ok { get; init; }

    /// <summary>Operations that ended failed.</summary>
    public required long Failed { get; init; }

    /// <summary>Operations that ended unknown.</summary>
    public required long Unknown { get; init; }

    /// <summary>Completed operations during the last second (a sliding window).</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>Median latency of the last full second, in milliseconds, as <see cref="Latency"/> tells it; not a number where nothing ended.</summary>
    public double P50 => LastSecond.Percentiles.P50;

    /// <summary>95th percentile, in milliseconds.</summary>
    public double P95 => LastSecond.Percentiles.P95;

    /// <summary>99th percentile, in milliseconds.</summary>
    public double P99 => LastSecond.Percentiles.P99;

    /// <summary>The percentiles that are only lower bounds.</summary>
    public LowerBounds AtLeast => LastSecond.Percentiles.AtLeast;

    /// <summary>Operations that have ended, whatever their outcome.</summary>
    public long Completed => Ok + Failed + Unknown;

    /// <summary>Operations started and not ended.</summary>
    public long InFlight => Scheduled - Completed;

    /// <summary>The last full second's latencies, of which the percentiles are.</summary>
    public LatencyHistogram LastSecond { get; init; } = LatencyHistogram.Empty;
}
