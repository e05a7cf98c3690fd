using Faultline.Histories;
using HdrHistogram;

namespace Faultline.Load;

/// <summary>
/// Durations, counted in histograms of three significant digits from 1 µs to 1 hour: those of answered operations, and
/// those after which operations were given up. Not thread-safe.
/// </summary>
/// <remarks>
/// A given-up duration is a lower bound of the one that would have been (it is censored). The n-th smallest of all
/// durations can only grow if censored ones grow, so it is a lower bound of the true one; and it is exact where it
/// stays the same if all censored ones are put behind all others, for that is the most they can do to it.
/// </remarks>
internal sealed class Latencies
{
    private const long Longest = 3_600_000_000;
    private const double MicrosecondsAMillisecond = 1000;

    private readonly LongHistogram _answered = Histogram();
    // Where everything is answered, as nearly always, it costs no memory.
    private LongHistogram? _givenUp;
    private long _max;

    private long Count => _answered.TotalCount + (_givenUp?.TotalCount ?? 0);

    /// <summary>Counts one duration, of an operation that was answered or given up.</summary>
    public void Add(TimeSpan duration, bool answered = true)
    {
        var microseconds = Math.Clamp(duration.Ticks / TimeSpan.TicksPerMicrosecond, 0, Longest);
        (answered ? _answered : _givenUp ??= Histogram()).RecordValue(microseconds);
        _max = Math.Max(_max, microseconds);
    }

    /// <summary>Counts all durations that <paramref name="others"/> counted.</summary>
    public void Add(Latencies others)
    {
        if (others.Count == 0)
            return;
        _answered.Add(others._answered);
        if (others._givenUp is { TotalCount: > 0 } givenUp)
            (_givenUp ??= Histogram()).Add(givenUp);
        _max = Math.Max(_max, others._max);
    }

    /// <summary>Forgets them all.</summary>
    public void Clear()
    {
        if (_answered.TotalCount > 0)
            _answered.Reset();
        if (_givenUp is { TotalCount: > 0 })
            _givenUp.Reset();
        _max = 0;
    }

    /// <summary>The percentiles.</summary>
    public Latency Percentiles()
    {
        if (Count == 0)
            return Latency.None;

        var all = _answered;
        if (_givenUp is { TotalCount: > 0 })
        {
            all = Histogram();
            all.Add(_answered);
            all.Add(_givenUp);
        }

        return new Latency(At(all, 50), At(all, 95), At(all, 99), At(all, 99.9), _max / MicrosecondsAMillisecond)
        {
            AtLeast = all == _answered ? LowerBounds.None : LowerBounds.Max
                | Bound(all, 50, LowerBounds.P50) | Bound(all, 95, LowerBounds.P95)
                | Bound(all, 99, LowerBounds.P99) | Bound(all, 99.9, LowerBounds.P999),
        };
    }

    private static LongHistogram Histogram() => new(1, Longest, 3);

    // The histogram names the upper end of a bucket, which may lie above every duration in it.
    private double At(LongHistogram durations, double percentile) =>
        Math.Min(durations.GetValueAtPercentile(percentile), _max) / MicrosecondsAMillisecond;

    private LowerBounds Bound(LongHistogram all, double percentile, LowerBounds bound)
    {
        // The rank that the histogram itself takes for the percentile, among the answered with all others behind them.
        var rank = Math.Max(1, (long)(percentile / 100 * all.TotalCount + 0.5));
        return rank <= _answered.TotalCount
            && _answered.GetValueAtPercentile(100.0 * rank / _answered.TotalCount) == all.GetValueAtPercentile(percentile)
            ? LowerBounds.None
            : bound;
    }
}
