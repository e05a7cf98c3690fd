using System.Globalization;

namespace Faultline.Load.Http;

/// <summary>How far an answer has been read.</summary>
internal enum AnswerState
{
    /// <summary>More bytes are needed.</summary>
    Reading,

    /// <summary>The answer is whole.</summary>
    Complete,

    /// <summary>The bytes are not HTTP/1, or go beyond a limit.</summary>
    Broken,

    /// <summary>The memory for all answers together is used up: the rest is not read.</summary>
    Cut,
}

/// <summary>
/// Reads one HTTP/1.1 or 1.0 answer (RFC 9112) from bytes that may be split anywhere: interim answers are skipped,
/// the body is framed by Content-Length, by chunks, or by the end of the stream.
/// </summary>
internal sealed class AnswerParser
{
    /// <summary>Longest head (interim answers and trailer included) that is accepted, in bytes: 64 KiB.</summary>
    public const int HeadLimit = 64 << 10;

    private const int ChunkLineLimit = 8 << 10;

    private readonly LineReader _lines = new();
    private readonly AnswerHead _head = new();
    private readonly AnswerBody _body;
    private Part _part;
    private int _headBytes;
    private int _lineBytes;
    private long _left;
    private bool _isHead;

    /// <summary>A parser ready for an answer, whose body is held in <paramref name="memory"/>.</summary>
    public AnswerParser(AnswerMemory memory)
    {
        _body = new AnswerBody(memory);
        Reset();
    }

    private enum Part { StatusLine, Fields, FixedBody, ChunkSize, ChunkData, ChunkEnd, Trailer, UntilEnd }

    /// <summary>How far the answer has been read.</summary>
    public AnswerState State { get; private set; }

    /// <summary>What is wrong with a broken answer, else empty.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>Whether any byte of the answer has come.</summary>
    public bool Begun { get; private set; }

    /// <summary>Whether the connection may carry another request once the answer is whole.</summary>
    public bool Reusable { get; private set; }

    /// <summary>Status code, once the answer is whole.</summary>
    public int Status => _head.Status;

    /// <summary>Value of <c>X-Instance</c> or empty, once the answer is whole.</summary>
    public string Instance => _head.Instance;

    /// <summary>Where a redirection points, once the answer is whole; null where it is none.</summary>
    public string? Location => _head.Location;

    /// <summary>The body, once the answer is whole; memory that is never written again.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>Ready for the next answer.</summary>
    /// <param name="isHead">Whether it has no body, whatever it announces, as it answers a HEAD.</param>
    /// <param name="kept">Where its headers are kept; null: nowhere.</param>
    public void Reset(bool isHead = false, AnswerHeaders? kept = null)
    {
        Release();
        _head.Reset(kept);
        _isHead = isHead;
        _part = Part.StatusLine;
        _headBytes = _lineBytes = 0;
        State = AnswerState.Reading;
        Fault = "";
        Begun = Reusable = false;
    }

    /// <summary>
    /// Lets go of the answer, whose body belongs to whoever has taken it: what is kept for the next one is short, however
    /// long this one was.
    /// </summary>
    public void Release()
    {
        _lines.Reset();
        _body.Reset();
        Body = default;
    }

    /// <summary>Reads on. Returns how many bytes belong to the answer: all of them unless it is no longer being read.</summary>
    public int Feed(ReadOnlySpan<byte> bytes)
    {
        Begun |= !bytes.IsEmpty;
        var position = 0;
        while (State == AnswerState.Reading && position < bytes.Length)
        {
            var rest = bytes[position..];
            position += _part switch
            {
                Part.FixedBody => ReadFixedBody(rest),
                Part.ChunkData => ReadChunkData(rest),
                Part.UntilEnd => ReadUntilEnd(rest),
                Part.StatusLine or Part.Fields or Part.ChunkSize or Part.ChunkEnd or Part.Trailer => ReadLine(rest),
            };
        }
        return position;
    }

    /// <summary>The stream has ended. True if that completes the answer, false if it cuts it off.</summary>
    public bool EndOfStream()
    {
        if (State == AnswerState.Reading && _part == Part.UntilEnd)
            Complete(_body.Collected(), reusable: false);
        return State == AnswerState.Complete;
    }

    private int ReadLine(ReadOnlySpan<byte> bytes)
    {
        var whole = _lines.TryRead(bytes, out var line, out var taken);
        if (_part is Part.ChunkSize or Part.ChunkEnd)
        {
            _lineBytes += taken;
            if (_lineBytes > ChunkLineLimit)
                Break("line of a chunk is too long");
            else if (whole)
                _lineBytes = 0;
        }
        else if ((_headBytes += taken) > HeadLimit)
        {
            Break("head is larger than 64 KiB");
        }
        if (!whole || State != AnswerState.Reading)
            return taken;
        switch (_part)
        {
            case Part.StatusLine:
                Check(_head.ReadStatusLine(line), Part.Fields);
                break;
            case Part.Fields when line.IsEmpty:
                EndHead();
                break;
            case Part.Fields:
                Check(_head.ReadField(line), Part.Fields);
                break;
            case Part.ChunkSize:
                ReadChunkSize(line);
                break;
            case Part.ChunkEnd:
                Check(line.IsEmpty ? null : "chunk is longer than announced", Part.ChunkSize);
                break;
            case Part.Trailer when line.IsEmpty:
                Complete(_body.Collected(), _head.KeepsAlive);
                break;
            case Part.Trailer:
            // Bodies have no lines, and are read elsewhere.
            case Part.FixedBody or Part.ChunkData or Part.UntilEnd:
                Check(AnswerHead.CheckTrailer(line), Part.Trailer);
                break;
        }
        return taken;
    }

    private void EndHead()
    {
        if (_head.Status == 101)
        {
            Break("switched to a protocol nobody asked for");
        }
        else if (_head.Status < 200)
        {
            _head.SkipInterim();
            _part = Part.StatusLine;
        }
        else if (_isHead || _head.Status is 204 or 304)
        {
            Complete(default, _head.KeepsAlive);
        }
        else if (_head.Chunked)
        {
            _part = Part.ChunkSize;
        }
        else if (_head.ContentLength < 0)
        {
            _part = Part.UntilEnd;
        }
        else if (_head.ContentLength == 0)
        {
            Complete(default, _head.KeepsAlive);
        }
        else
        {
            Announce(_head.ContentLength, Part.FixedBody);
        }
    }

    private int ReadFixedBody(ReadOnlySpan<byte> bytes)
    {
        if (_body.Length == 0 && bytes.Length >= _left)
        {
            Complete(_body.Whole(bytes[..(int)_left]), _head.KeepsAlive);
            return (int)_left;
        }
        var taken = Collect(bytes);
        if (_left == 0 && State == AnswerState.Reading)
            Complete(_body.Collected(), _head.KeepsAlive);
        return taken;
    }

    // Size in hexadecimal, then perhaps blanks and an extension, which nobody needs.
    private void ReadChunkSize(ReadOnlySpan<byte> line)
    {
        var semicolon = line.IndexOf((byte)';');
        var digits = (semicolon < 0 ? line : line[..semicolon]).TrimEnd(" \t"u8);
        if (digits.Length is 0 or > 15
            || !long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size))
            Break("size of a chunk is not a number");
        else if (size == 0)
            _part = Part.Trailer;
        else
            Announce(size, Part.ChunkData);
    }

    private int ReadChunkData(ReadOnlySpan<byte> bytes)
    {
        var taken = Collect(bytes);
        if (_left == 0)
            _part = Part.ChunkEnd;
        return taken;
    }

    private int ReadUntilEnd(ReadOnlySpan<byte> bytes)
    {
        Announce(bytes.Length, Part.UntilEnd);
        return State == AnswerState.Broken ? bytes.Length : Collect(bytes);
    }

    private int Collect(ReadOnlySpan<byte> bytes)
    {
        var taken = (int)Math.Min(bytes.Length, _left);
        if (!_body.TryAppend(bytes[..taken]))
            State = AnswerState.Cut;
        _left -= taken;
        return taken;
    }

    private void Announce(long length, Part part)
    {
        _left = length;
        _part = part;
        if (length > AnswerBody.Limit - _body.Length)
            Break("body is larger than 64 MiB");
    }

    private void Complete(ReadOnlyMemory<byte> body, bool reusable)
    {
        Body = body;
        Reusable = reusable;
        State = AnswerState.Complete;
    }

    private void Check(string? fault, Part next)
    {
        if (fault is null)
            _part = next;
        else
            Break(fault);
    }

    private void Break(string fault)
    {
        Fault = fault;
        State = AnswerState.Broken;
    }
}
