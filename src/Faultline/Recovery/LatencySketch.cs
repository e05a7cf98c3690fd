using System.Numerics;

namespace Faultline.Recovery;

/// <summary>
/// Latencies in buckets of an eighth of an octave (relative width 9 %), from 64 µs to 9 hours: small enough that each
/// second and kind of operation has its own.
/// </summary>
internal sealed class LatencySketch
{
    private const int Parts = 8;
    private const int LowestOctave = 6;
    private const int Octaves = 29;

    private readonly int[] _counts = new int[Octaves * Parts];

    /// <summary>Latencies counted.</summary>
    public long Count { get; private set; }

    /// <summary>Counts one latency.</summary>
    public void Add(TimeSpan latency)
    {
        _counts[Bucket(latency)]++;
        Count++;
    }

    /// <summary>Counts all that <paramref name="others"/> counted.</summary>
    public void Add(LatencySketch others)
    {
        for (var i = 0; i < _counts.Length; i++) _counts[i] += others._counts[i];
        Count += others.Count;
    }

    /// <summary>How many are certainly longer: those in buckets above that of <paramref name="limit"/>.</summary>
    public long LongerThan(TimeSpan limit)
    {
        var longer = 0L;
        for (var i = Bucket(limit) + 1; i < _counts.Length; i++) longer += _counts[i];
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
            if (seen >= rank) return UpperEnd(i);
        }

        return TimeSpan.Zero;
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
