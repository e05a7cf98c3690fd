namespace Faultline.Load.Http;

/// <summary>
/// Collects a body. Servers under load say the same few things over and over: a body equal to the one before
/// is given out in the same memory.
/// </summary>
internal sealed class AnswerBody
{
    /// <summary>Longest body that is accepted, in bytes: 64 MiB.</summary>
    public const long Limit = 64L << 20;

    private const int KeptCapacity = 16 << 10;

    private byte[] _collected = [];
    private int _length;
    private byte[] _last = [];

    /// <summary>Bytes collected so far.</summary>
    public int Length => _length;

    /// <summary>Adds a piece. The caller keeps the sum within <see cref="Limit"/>.</summary>
    public void Append(ReadOnlySpan<byte> piece)
    {
        var needed = _length + piece.Length;
        if (needed > _collected.Length)
            Array.Resize(ref _collected, Math.Max(needed, Math.Max(256, _collected.Length * 2)));
        piece.CopyTo(_collected.AsSpan(_length));
        _length = needed;
    }

    /// <summary>The whole body where it came in one piece: nothing has to be collected.</summary>
    public ReadOnlyMemory<byte> Whole(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return default;
        if (!body.SequenceEqual(_last))
            _last = body.ToArray();
        return _last;
    }

    /// <summary>What was collected.</summary>
    public ReadOnlyMemory<byte> Collected() => Whole(_collected.AsSpan(0, _length));

    /// <summary>Ready for the next answer. Gives the memory of an unusually long body back.</summary>
    public void Reset()
    {
        _length = 0;
        if (_collected.Length > KeptCapacity)
            _collected = [];
        if (_last.Length > KeptCapacity)
            _last = [];
    }
}
