using System.Buffers;

namespace Faultline.Workloads.Http.Values;

/// <summary>Writes to a buffer in few calls: what was written is told to it at the end, or when its piece is full.</summary>
internal ref struct ByteSink(IBufferWriter<byte> output)
{
    private const int LeastPiece = 256;

    private Span<byte> _piece;
    private int _written;

    /// <summary>Room for so many bytes, of which <see cref="Advance"/> says how many were used.</summary>
    public Span<byte> Room(int length)
    {
        if (_piece.Length - _written < length) NextPiece(length);
        return _piece[_written..];
    }

    /// <summary>Says how many bytes of the last room were used.</summary>
    public void Advance(int length) => _written += length;

    /// <summary>Writes bytes as they are.</summary>
    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _written += bytes.Length;
    }

    /// <summary>Writes one byte.</summary>
    public void Write(byte value)
    {
        Room(1)[0] = value;
        _written++;
    }

    /// <summary>Tells the buffer what was written.</summary>
    public void Flush()
    {
        output.Advance(_written);
        _piece = default;
        _written = 0;
    }

    private void NextPiece(int length)
    {
        Flush();
        _piece = output.GetSpan(Math.Max(length, LeastPiece));
    }
}
