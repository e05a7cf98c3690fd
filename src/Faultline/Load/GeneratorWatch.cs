using System.Diagnostics;
using Faultline.Histories;
using HdrHistogram;

namespace Faultline.Load;

/// <summary>
/// Watches the generator itself. It is saturated where users resume late (99th percentile above 50 ms after their
/// pause was over) or where the process used more than 90 % of all cores: then the figures tell the generator's
/// limits and not the system's.
/// </summary>
internal sealed class GeneratorWatch(RunClock clock)
{
    private const double LateMilliseconds = 50;
    private const double FullShare = 0.9;
    private static readonly long Longest = (long)TimeSpan.FromHours(1).TotalMicroseconds;
    private readonly Lock _lock = new();
    private readonly LongHistogram _lateness = new(1, Longest, 3);
    private readonly TimeSpan _cpu = CpuTime();
    private readonly TimeSpan _begun = clock.Elapsed;

    public void Resumed(TimeSpan late)
    {
        lock (_lock) _lateness.RecordValue(Math.Clamp((long)late.TotalMicroseconds, 1, Longest));
    }

    public GeneratorHealth Health()
    {
        using var process = Process.GetCurrentProcess();
        var length = clock.Elapsed - _begun;
        var cores = length > TimeSpan.Zero ? (process.TotalProcessorTime - _cpu) / length : 0;
        lock (_lock)
        {
            var (p99, max) = _lateness.TotalCount == 0 ? (0, 0) : (_lateness.GetValueAtPercentile(99) / 1000.0, _lateness.GetMaxValue() / 1000.0);
            return new GeneratorHealth(
                cores * 100, p99, max, p99 > LateMilliseconds || cores > FullShare * Environment.ProcessorCount,
                process.PeakWorkingSet64 / 1e6);
        }
    }

    private static TimeSpan CpuTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
