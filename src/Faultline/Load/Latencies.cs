using Faultline.Histories;
using HdrHistogram;

namespace Faultline.Load;

/// <summary>
/// Counts durations in histograms of three significant digits from 1 µs to 1 hour: those of answered operations, and
/// those after which operations were given up. Not thread-safe.
/// </summary>
internal sealed class Latencies
{
    private const long Longest = 3_600_000_000;

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

    /// <summary>What was counted so far.</summary>
    public LatencyHistogram Counted() => Count == 0
        ? LatencyHistogram.Empty
        : new LatencyHistogram(Packed(_answered), _givenUp is null ? PackedCounts.None : Packed(_givenUp), _max);

    private static LongHistogram Histogram() => new(1, Longest, 3);

    private static PackedCounts Packed(LongHistogram histogram) =>
        PackedCounts.Of(histogram.RecordedValues().Select(step => (step.ValueIteratedTo, step.CountAddedInThisIterationStep)));
}
