namespace Faultline.Histories;

/// <summary>
/// How long operations took, counted to three digits: those that were answered, and those that were given up. Immutable; what
/// was counted apart (by second, by kind, by machine) can be merged, which percentiles cannot.
/// </summary>
/// <remarks>
/// A given-up duration is a lower bound of the one that would have been (it is censored). The n-th smallest of all
/// durations can only grow if censored ones grow, so it is a lower bound of the true one; and it is exact where it
/// stays the same if all censored ones are put behind all others, for that is the most they can do to it.
/// </remarks>
public sealed class LatencyHistogram : IEquatable<LatencyHistogram>
{
    private const double MicrosecondsAMillisecond = 1000;

    private readonly PackedCounts _answered;
    private readonly PackedCounts _givenUp;
    private readonly long _max;
    private Latency? _percentiles;

    /// <summary>Counts of durations in microseconds, of which the longest was <paramref name="max"/>.</summary>
    internal LatencyHistogram(PackedCounts answered, PackedCounts givenUp, long max) => (_answered, _givenUp, _max) = (answered, givenUp, max);

    /// <summary>Nothing was counted.</summary>
    public static LatencyHistogram Empty { get; } = new(PackedCounts.None, PackedCounts.None, 0);

    /// <summary>Operations counted.</summary>
    public long Count => _answered.Total + _givenUp.Total;

    /// <summary>The usual percentiles, and which of them are lower bounds.</summary>
    public Latency Percentiles => _percentiles ??= Compute();

    /// <summary>What either of both counted.</summary>
    public LatencyHistogram Merge(LatencyHistogram other) => Count == 0 ? other
        : other.Count == 0 ? this
        : new LatencyHistogram(_answered.Merge(other._answered), _givenUp.Merge(other._givenUp), Math.Max(_max, other._max));

    /// <summary>A percentile (0 to 100) in milliseconds, given-up operations counted as if answered; not a number where there is none.</summary>
    public double ValueAtPercentile(double percentile) =>
        Count == 0 ? double.NaN : At(_answered.Merge(_givenUp), percentile);

    /// <inheritdoc/>
    public bool Equals(LatencyHistogram? other) =>
        other is not null && _max == other._max && _answered.Equals(other._answered) && _givenUp.Equals(other._givenUp);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LatencyHistogram);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_answered, _givenUp, _max);

    private static long RankOf(double percentile, long total) => Math.Clamp((long)(percentile / 100 * total + 0.5), 1, total);

    private Latency Compute()
    {
        if (Count == 0) return Latency.None;
        var all = _answered.Merge(_givenUp);
        return new Latency(At(all, 50), At(all, 95), At(all, 99), At(all, 99.9), _max / MicrosecondsAMillisecond)
        {
            AtLeast = _givenUp.Total == 0 ? LowerBounds.None : LowerBounds.Max
                | Bound(all, 50, LowerBounds.P50) | Bound(all, 95, LowerBounds.P95)
                | Bound(all, 99, LowerBounds.P99) | Bound(all, 99.9, LowerBounds.P999),
        };
    }

    // Counted is the upper end of a bucket, which may lie above every duration in it.
    private double At(PackedCounts all, double percentile) =>
        Math.Min(all.ValueAtRank(RankOf(percentile, all.Total)), _max) / MicrosecondsAMillisecond;

    private LowerBounds Bound(PackedCounts all, double percentile, LowerBounds bound)
    {
        var rank = RankOf(percentile, all.Total);
        return rank <= _answered.Total && _answered.ValueAtRank(rank) == all.ValueAtRank(rank) ? LowerBounds.None : bound;
    }
}
