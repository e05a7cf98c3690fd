using System.Numerics;

namespace Faultline.Load.Http;

/// <summary>
/// Collects a body. Servers under load say the same few things over and over: a body equal to the one before
/// is given out in the same memory.
/// </summary>
/// <param name="memory">What all bodies may take together.</param>
internal sealed class AnswerBody(AnswerMemory memory)
{
    /// <summary>Longest body that is accepted, in bytes: 64 MiB.</summary>
    public const long Limit = 64L << 20;

    private const int KeptCapacity = 16 << 10;

    private byte[] _collected = [];
    private int _length;
    private byte[] _last = [];
    private long _taken;

    /// <summary>Bytes collected so far.</summary>
    public int Length => _length;

    /// <summary>
    /// Adds a piece. The caller keeps the sum within <see cref="Limit"/>. False where the memory for all bodies is
    /// used up: nothing was added.
    /// </summary>
    public bool TryAppend(ReadOnlySpan<byte> piece)
    {
        var needed = _length + piece.Length;
        if (needed > _collected.Length && !TryGrow(needed))
            return false;
        piece.CopyTo(_collected.AsSpan(_length));
        _length = needed;
        return true;
    }

    /// <summary>The whole body where it came in one piece: nothing has to be collected.</summary>
    public ReadOnlyMemory<byte> Whole(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return default;
        if (body.Length > KeptCapacity)
            return body.ToArray();
        if (!body.SequenceEqual(_last))
            _last = body.ToArray();
        return _last;
    }

    /// <summary>What was collected. A long body is given out as it is, not copied.</summary>
    public ReadOnlyMemory<byte> Collected()
    {
        if (_length <= KeptCapacity)
            return Whole(_collected.AsSpan(0, _length));
        var body = _collected.AsMemory(0, _length);
        _collected = [];
        return body;
    }

    /// <summary>Ready for the next answer. Gives the memory of an unusually long body back.</summary>
    public void Reset()
    {
        _length = 0;
        if (_collected.Length > KeptCapacity)
            _collected = [];
        if (_taken > 0)
            memory.GiveBack(_taken);
        _taken = 0;
    }

    // Only by twice what has come, whatever was announced: a promise must not take the memory of others.
    private bool TryGrow(int needed)
    {
        var capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(needed, 256));
        if (capacity <= AnswerMemory.Uncounted)
        {
            Array.Resize(ref _collected, capacity);
            return true;
        }

        // Both are there while the one is copied to the other.
        if (!memory.TryTake(capacity))
            return false;
        Array.Resize(ref _collected, capacity);
        if (_taken > 0)
            memory.GiveBack(_taken);
        _taken = capacity;
        return true;
    }
}
