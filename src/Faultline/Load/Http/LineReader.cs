namespace Faultline.Load.Http;

/// <summary>
/// Cuts lines out of bytes that come in pieces. A line that came whole is read where it lies; only a line that
/// was split is copied together.
/// </summary>
internal sealed class LineReader
{
    private const int KeptCapacity = 4 << 10;

    private byte[] _held = [];
    private int _heldLength;

    /// <summary>
    /// Takes one line, without its end (CRLF or LF), from the start of <paramref name="bytes"/>. False if it does
    /// not end there: everything was taken and is held. The line is valid until the next call.
    /// </summary>
    public bool TryRead(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> line, out int taken)
    {
        var end = bytes.IndexOf((byte)'\n');
        if (end < 0)
        {
            Hold(bytes);
            line = default;
            taken = bytes.Length;
            return false;
        }
        taken = end + 1;
        line = bytes[..end];
        if (_heldLength > 0)
        {
            Hold(line);
            line = _held.AsSpan(0, _heldLength);
            _heldLength = 0;
        }
        if (line is [.., (byte)'\r'])
            line = line[..^1];
        return true;
    }

    /// <summary>Forgets what was held. Gives the memory of an unusually long line back.</summary>
    public void Reset()
    {
        _heldLength = 0;
        if (_held.Length > KeptCapacity)
            _held = [];
    }

    private void Hold(ReadOnlySpan<byte> bytes)
    {
        var needed = _heldLength + bytes.Length;
        if (needed > _held.Length)
            Array.Resize(ref _held, Math.Max(needed, Math.Max(256, _held.Length * 2)));
        bytes.CopyTo(_held.AsSpan(_heldLength));
        _heldLength = needed;
    }
}
