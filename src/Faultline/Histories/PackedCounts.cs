namespace Faultline.Histories;

/// <summary>
/// How often each of some values was counted, in rising order: the step from the value before and the count, each a number of
/// 7 bits a byte (LEB128). A second of a load takes some hundred bytes, and a histogram of three digits 188 KB.
/// </summary>
internal sealed class PackedCounts : IEquatable<PackedCounts>
{
    private const int Continues = 0x80;
    private const int BitsAByte = 7;

    private readonly byte[] _bytes;

    private PackedCounts(byte[] bytes, long total) => (_bytes, Total) = (bytes, total);

    /// <summary>No value.</summary>
    public static PackedCounts None { get; } = new([], 0);

    /// <summary>The sum of all counts.</summary>
    public long Total { get; }

    /// <summary>Packs values, none negative, in rising order, with their counts, each above 0.</summary>
    public static PackedCounts Of(IEnumerable<(long Value, long Count)> counts)
    {
        var bytes = new List<byte>();
        var (last, total) = (0L, 0L);
        foreach (var (value, count) in counts)
        {
            Write(bytes, value - last);
            Write(bytes, count);
            last = value;
            total += count;
        }

        return total == 0 ? None : new PackedCounts([.. bytes], total);
    }

    /// <summary>The counts of both.</summary>
    public PackedCounts Merge(PackedCounts others) =>
        others.Total == 0 ? this : Total == 0 ? others : Of(Merged(this, others));

    /// <summary>The value that has this rank, from 1 to <see cref="Total"/>, among all that were counted.</summary>
    public long ValueAtRank(long rank)
    {
        var at = 0;
        long value = 0;
        for (long passed = 0; at < _bytes.Length && passed < rank;)
        {
            value += Read(ref at);
            passed += Read(ref at);
        }

        return value;
    }

    /// <inheritdoc/>
    public bool Equals(PackedCounts? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PackedCounts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_bytes.Length, Total);

    private static IEnumerable<(long Value, long Count)> Merged(PackedCounts one, PackedCounts other)
    {
        using var first = one.Counts().GetEnumerator();
        using var second = other.Counts().GetEnumerator();
        var (hasFirst, hasSecond) = (first.MoveNext(), second.MoveNext());
        while (hasFirst || hasSecond)
        {
            var takesFirst = hasFirst && (!hasSecond || first.Current.Value <= second.Current.Value);
            var takesSecond = hasSecond && (!hasFirst || second.Current.Value <= first.Current.Value);
            yield return (takesFirst ? first.Current.Value : second.Current.Value, (takesFirst ? first.Current.Count : 0) + (takesSecond ? second.Current.Count : 0));
            if (takesFirst) hasFirst = first.MoveNext();
            if (takesSecond) hasSecond = second.MoveNext();
        }
    }

    private static void Write(List<byte> bytes, long number)
    {
        for (; number >= Continues; number >>= BitsAByte) bytes.Add((byte)(number | Continues));
        bytes.Add((byte)number);
    }

    private IEnumerable<(long Value, long Count)> Counts()
    {
        long value = 0;
        for (var at = 0; at < _bytes.Length;)
        {
            value += Read(ref at);
            yield return (value, Read(ref at));
        }
    }

    private long Read(ref int at)
    {
        long number = 0;
        for (var shift = 0; ; shift += BitsAByte)
        {
            var next = _bytes[at++];
            number |= (long)(next & (Continues - 1)) << shift;
            if (next < Continues) return number;
        }
    }
}
