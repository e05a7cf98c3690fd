namespace Faultline.Histories;

/// <summary>
/// Percentiles of the latency of the operations that were sent, in milliseconds, from sent to completed. One that was
/// not answered (a time-out, a broken connection) counts with the time after which it was given up, which its answer
/// would have exceeded. No operation was sent: not a number.
/// </summary>
public sealed record Latency(double P50, double P95, double P99, double P999, double Max)
{
    /// <summary>No operation was sent.</summary>
    public static Latency None { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

    /// <summary>Those that are only known to be at least as large as told.</summary>
    public LowerBounds AtLeast { get; init; }
}

/// <summary>
/// Percentiles that are lower bounds, because operations without an answer count in them. A percentile is exact if it
/// would be the same, to three digits, had each of these taken for ever; else it is a lower bound.
/// </summary>
[Flags]
public enum LowerBounds
{
    /// <summary>All are exact.</summary>
    None = 0,

    /// <summary>The median.</summary>
    P50 = 1,

    /// <summary>The 95th percentile.</summary>
    P95 = 2,

    /// <summary>The 99th percentile.</summary>
    P99 = 4,

    /// <summary>The 99.9th percentile.</summary>
    P999 = 8,

    /// <summary>The longest latency.</summary>
    Max = 16,
}

/// <summary>Totals over all operations. Scheduled = sent + not sent; each ended in one of three outcomes.</summary>
public sealed record RequestTotals(
    long Scheduled,
    long Sent,
    long Ok,
    long Failed,
    long Unknown,
    double PerSecond,
    LatencyHistogram Latencies)
{
    /// <summary>Percentiles of <see cref="Latencies"/>.</summary>
    public Latency LatencyMs => Latencies.Percentiles;

    /// <summary>Operations that were answered, whatever the answer said.</summary>
    public long Answered { get; init; }

    /// <summary>Answered, of those that ended, from 0 to 1; not a number where none ended.</summary>
    public double AnsweredShare => (double)Answered / (Ok + Failed + Unknown);

    /// <summary>No operation was scheduled.</summary>
    public static RequestTotals None { get; } = new(0, 0, 0, 0, 0, 0, LatencyHistogram.Empty);
}

/// <summary>Totals of one kind of operation.</summary>
public sealed record KindTotals(string Kind, RequestTotals Requests);

/// <summary>How fit the load generator was.</summary>
/// <param name="CpuPercent">CPU time of the process over the load, in percent of one core.</param>
/// <param name="LatenessP99Ms">
/// 99th percentile of how late users resumed after a wait, in milliseconds: from the moment they were due to the
/// moment they ran. Unlike sent − intended it holds no time to connect, which is the system's.
/// </param>
/// <param name="LatenessMaxMs">Largest such lateness, in milliseconds.</param>
/// <param name="Saturated">
/// Whether the figures are bound by the generator rather than by the system: it took more than 90 % of all
/// processors, or <paramref name="LatenessP99Ms"/> is above <see cref="LateMs"/>.
/// </param>
/// <param name="PeakMemoryMb">Largest working set of the process, in MB.</param>
public sealed record GeneratorHealth(
    double CpuPercent,
    double LatenessP99Ms,
    double LatenessMaxMs,
    bool Saturated,
    double PeakMemoryMb)
{
    /// <summary>Lateness above which users resume too late, in milliseconds.</summary>
    public const double LateMs = 50;

    /// <summary>No load was generated.</summary>
    public static GeneratorHealth None { get; } = new(0, 0, 0, false, 0);
}
