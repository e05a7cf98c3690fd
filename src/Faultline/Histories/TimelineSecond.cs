namespace Faultline.Histories;

/// <summary>What happened during one second of the load; a row of the timeline.</summary>
/// <param name="Second">The second, from 0 at the start of the load.</param>
/// <param name="Users">Virtual users at its end.</param>
/// <param name="Scheduled">Operations whose intended start fell into it.</param>
/// <param name="Ok">Operations that ended ok in it.</param>
/// <param name="Failed">Operations that ended failed in it.</param>
/// <param name="Unknown">Operations that ended unknown in it.</param>
/// <param name="P50">
/// Median latency of the operations that ended in it, in milliseconds, as <see cref="Latency"/> tells it; not a number
/// where none that was sent did.
/// </param>
/// <param name="P95">95th percentile, in milliseconds.</param>
/// <param name="P99">99th percentile, in milliseconds.</param>
/// <param name="Max">Longest latency, in milliseconds.</param>
public sealed record TimelineSecond(
    int Second,
    int Users,
    long Scheduled,
    long Ok,
    long Failed,
    long Unknown,
    double P50,
    double P95,
    double P99,
    double Max)
{
    /// <summary>The percentiles that are only lower bounds.</summary>
    public LowerBounds AtLeast { get; init; }

    /// <summary>Operations that were answered in it.</summary>
    public long Answered { get; init; }

    /// <summary>Operations that ended in this second.</summary>
    public long Completed => Ok + Failed + Unknown;
}
