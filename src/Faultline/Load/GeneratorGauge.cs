using System.Diagnostics;
using Faultline.Histories;

namespace Faultline.Load;

/// <summary>Watches what the generator itself takes while a load runs.</summary>
internal sealed class GeneratorGauge
{
    private const double SaturatedShareOfProcessors = 0.9;
    private const double BytesAMegabyte = 1e6;

    private readonly TimeSpan _processorTime = ProcessorTime();

    /// <summary>
    /// The generator's fitness over a load of this length. It is saturated if this process took more than 90 % of
    /// all processors, or if one in a hundred waiting users resumed more than 50 ms late.
    /// </summary>
    public GeneratorHealth Read(TimeSpan length, Latency lags)
    {
        // Nobody waited, so nobody was late.
        if (lags == Latency.None) lags = new Latency(0, 0, 0, 0, 0);
        var share = length > TimeSpan.Zero ? (ProcessorTime() - _processorTime) / length : 0;
        return new GeneratorHealth(
            share * 100, lags.P99, lags.Max, IsSaturated(share / Environment.ProcessorCount, lags.P99), PeakMemoryMb());
    }

    /// <summary>The rule, over the share of all processors (0 to 1) and the 99th percentile of the lag.</summary>
    public static bool IsSaturated(double shareOfProcessors, double lagP99Ms) =>
        shareOfProcessors > SaturatedShareOfProcessors || lagP99Ms > GeneratorHealth.LateMs;

    private static TimeSpan ProcessorTime() => Environment.CpuUsage.TotalTime;

    private static double PeakMemoryMb()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / BytesAMegabyte;
    }
}
