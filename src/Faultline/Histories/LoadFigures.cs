namespace Faultline.Histories;

/// <summary>Percentiles of the latency of answered operations, in milliseconds, from sent to completed.</summary>
public sealed record Latency(double P50, double P95, double P99, double P999, double Max)
{
    /// <summary>No operation was answered.</summary>
    public static Latency None { get; } = new(0, 0, 0, 0, 0);
}

/// <summary>Totals over all operations. Scheduled = sent + not sent; each ended in one of three outcomes.</summary>
public sealed record RequestTotals(
    long Scheduled,
    long Sent,
    long Ok,
    long Failed,
    long Unknown,
    double PerSecond,
    Latency LatencyMs)
{
    /// <summary>No operation was scheduled.</summary>
    public static RequestTotals None { get; } = new(0, 0, 0, 0, 0, 0, Latency.None);
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
