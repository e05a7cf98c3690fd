using Faultline.Histories;
using HdrHistogram;

namespace Faultline.Load;

/// <summary>Durations, counted in a histogram of three significant digits from 1 µs to 1 hour. Not thread-safe.</summary>
internal sealed class Latencies
{
    private const long Longest = 3_600_000_000;
    private const double MicrosecondsAMillisecond = 1000;

    private readonly LongHistogram _counts = new(1, Longest, 3);
    private long _max;

    /// <summary>Counts one duration.</summary>
    public void Add(TimeSpan duration)
    {
        var microseconds = Math.Clamp(duration.Ticks / TimeSpan.TicksPerMicrosecond, 0, Longest);
        _counts.RecordValue(microseconds);
        _max = Math.Max(_max, microseconds);
    }

    /// <summary>Counts all durations that <paramref name="others"/> counted.</summary>
    public void Add(Latencies others)
    {
        if (others._counts.TotalCount == 0)
            return;
        _counts.Add(others._counts);
        _max = Math.Max(_max, others._max);
    }

    /// <summary>Forgets them all.</summary>
    public void Clear()
    {
        if (_counts.TotalCount > 0)
            _counts.Reset();
        _max = 0;
    }

    /// <summary>The percentiles.</summary>
    public Latency Percentiles() => _counts.TotalCount == 0
        ? Latency.None
        : new Latency(At(50), At(95), At(99), At(99.9), _max / MicrosecondsAMillisecond);

    // The histogram names the upper end of a bucket, which may lie above every duration in it.
    private double At(double percentile) =>
        Math.Min(_counts.GetValueAtPercentile(percentile), _max) / MicrosecondsAMillisecond;
}
