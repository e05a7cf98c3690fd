using System.Numerics;

namespace Faultline.Recovery;

/// <summary>
/// Latencies in buckets of an eighth of an octave (relative width 9 %), from 64 µs to 9 hours: small enough that each
/// slot and kind of operation has its own, since only the buckets between the shortest and the longest are kept.
/// </summary>
internal sealed class LatencySketch
{
    private const int Parts = 8;
    private const int LowestOctave = 6;
    private const int Octaves = 29;

    private int[] _counts = [];
    private int _lowest;

    /// <summary>Latencies counted.</summary>
    public long Count { get; private set; }

    /// <summary>Counts one latency.</summary>
    public void Add(TimeSpan latency)
    {
        var bucket = Bucket(latency);
        MakeRoom(bucket, bucket);
        _counts[bucket - _lowest]++;
        Count++;
    }

    /// <summary>Counts all that <paramref name="others"/> counted.</summary>
    public void Add(LatencySketch others)
    {
        if (others.Count == 0) return;

        MakeRoom(others._lowest, others._lowest + others._counts.Length - 1);
        for (var i = 0; i < others._counts.Length; i++) _counts[others._lowest - _lowest + i] += others._counts[i];
        Count += others.Count;
    }

    /// <summary>How many are certainly longer: those in buckets above that of <paramref name="limit"/>.</summary>
    public long LongerThan(TimeSpan limit)
    {
        var longer = 0L;
        for (var i = Math.Max(0, Bucket(limit) + 1 - _lowest); i < _counts.Length; i++) longer += _counts[i];
        return longer;
    }

    /// <summary>The upper end of the bucket that the quantile <paramref name="q"/> (0 to 1) falls into; zero without any.</summary>
    public TimeSpan Quantile(double q)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(q * Count));
        var seen = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= rank) return UpperEnd(_lowest + i);
        }

        return TimeSpan.Zero;
    }

    private void MakeRoom(int from, int to)
    {
        if (_counts.Length > 0 && from >= _lowest && to < _lowest + _counts.Length) return;

        var lowest = _counts.Length == 0 ? from : Math.Min(from, _lowest);
        var highest = _counts.Length == 0 ? to : Math.Max(to, _lowest + _counts.Length - 1);
        var counts = new int[highest - lowest + 1];
        _counts.CopyTo(counts, _counts.Length == 0 ? 0 : _lowest - lowest);
        (_counts, _lowest) = (counts, lowest);
    }

    private static int Bucket(TimeSpan latency)
    {
        var microseconds = (ulong)Math.Max(1L << LowestOctave, latency.Ticks / TimeSpan.TicksPerMicrosecond);
        var octave = BitOperations.Log2(microseconds);
        var part = (int)((microseconds >> (octave - 3)) & (Parts - 1));
        return Math.Min((octave - LowestOctave) * Parts + part, Octaves * Parts - 1);
    }

    private static TimeSpan UpperEnd(int bucket)
    {
        var lowest = 1L << (LowestOctave + bucket / Parts);
        return TimeSpan.FromMicroseconds(lowest + lowest * (bucket % Parts + 1) / Parts);
    }
}
