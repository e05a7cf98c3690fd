using System.Buffers;
using System.Text;
using Faultline.Histories;

namespace Faultline.Load.Http;

/// <summary>What the status line and the header fields of one answer say about it (RFC 9112).</summary>
internal sealed class AnswerHead
{
    private static readonly SearchValues<byte> TokenBytes = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private string _lastInstance = "";
    private AnswerHeaders? _kept;
    private bool _http10;
    private bool _close;
    private bool _keepAlive;
    private bool _foldable;

    /// <summary>Status code, 100 to 999.</summary>
    public int Status { get; private set; }

    /// <summary>The announced length of the body in bytes, or -1.</summary>
    public long ContentLength { get; private set; }

    /// <summary>Whether the body comes in chunks.</summary>
    public bool Chunked { get; private set; }

    /// <summary>Value of <c>X-Instance</c>, or empty.</summary>
    public string Instance { get; private set; } = "";

    /// <summary>Value of <c>Location</c> where the status is a redirection, else null.</summary>
    public string? Location { get; private set; }

    /// <summary>Whether both sides keep the connection open after this answer.</summary>
    public bool KeepsAlive => !_close && (_http10 ? _keepAlive && !Chunked : !Chunked || ContentLength < 0);

    /// <summary>Ready for the next answer, whose fields are kept in <paramref name="kept"/>.</summary>
    public void Reset(AnswerHeaders? kept)
    {
        _kept = kept;
        kept?.Clear();
        Status = 0;
        ContentLength = -1;
        Chunked = _http10 = _close = _keepAlive = _foldable = false;
        Instance = "";
        Location = null;
    }

    /// <summary>Forgets that the present answer is one: another follows.</summary>
    public void SkipInterim() => Reset(_kept);

    /// <summary>Reads <c>HTTP/1.1 200 OK</c>; returns what is wrong with it, or null.</summary>
    public string? ReadStatusLine(ReadOnlySpan<byte> line)
    {
        if (line.Length < 12 || !line.StartsWith("HTTP/1."u8) || !char.IsAsciiDigit((char)line[7]) || line[8] != ' ')
            return "not a status line of HTTP/1";
        var status = 0;
        foreach (var digit in line[9..12])
        {
            if (!char.IsAsciiDigit((char)digit))
                return "status is not a number";
            status = status * 10 + digit - '0';
        }
        if (status < 100 || line.Length > 12 && line[12] != ' ')
            return "status is not a number of three digits";
        if (line.IndexOfAny((byte)'\r', (byte)0) >= 0)
            return "control character in the status line";
        Status = status;
        _http10 = line[7] == '0';
        return null;
    }

    /// <summary>Reads a header field; returns what is wrong with it, or null.</summary>
    public string? ReadField(ReadOnlySpan<byte> line)
    {
        if (line.IndexOfAny((byte)'\r', (byte)0) >= 0)
            return "control character in a header";
        if (line[0] is (byte)' ' or (byte)'\t')
            return _foldable ? null : "header folded where it must not be";
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].IndexOfAnyExcept(TokenBytes) >= 0)
            return "not a header";
        var name = line[..colon];
        var value = line[(colon + 1)..].Trim(" \t"u8);
        _foldable = false;
        _kept?.Add(name, value);
        switch (name.Length)
        {
            case 14 when Ascii.EqualsIgnoreCase(name, "Content-Length"u8):
                return ReadContentLength(value);
            case 17 when Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8):
                return ReadTransferCoding(value);
            case 10 when Ascii.EqualsIgnoreCase(name, "Connection"u8):
                ReadConnection(value);
                return null;
            case 8 when Status is >= 300 and < 400 && Ascii.EqualsIgnoreCase(name, "Location"u8):
                Location = Encoding.UTF8.GetString(value);
                return null;
            case 10 when Ascii.EqualsIgnoreCase(name, "X-Instance"u8):
                Instance = Interned(value);
                return null;
            default:
                _foldable = true;
                return null;
        }
    }

    /// <summary>Checks a field of the trailer; it tells nothing about the answer. Returns what is wrong, or null.</summary>
    public static string? CheckTrailer(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        return colon <= 0 || line[..colon].IndexOfAnyExcept(TokenBytes) >= 0 ? "not a trailer" : null;
    }

    // A list of equal lengths is one length told twice (RFC 9110, 8.6); anything else is a conflict.
    private string? ReadContentLength(ReadOnlySpan<byte> value)
    {
        foreach (var range in value.Split((byte)','))
        {
            var digits = value[range].Trim(" \t"u8);
            if (digits.IsEmpty || digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
                return "Content-Length is not a number";
            digits = digits.TrimStart((byte)'0');
            if (digits.Length > 18)
                return "Content-Length is too large";
            long length = 0;
            foreach (var digit in digits)
                length = length * 10 + digit - '0';
            if (ContentLength >= 0 && ContentLength != length)
                return "conflicting Content-Length";
            ContentLength = length;
        }
        return null;
    }

    private string? ReadTransferCoding(ReadOnlySpan<byte> value)
    {
        if (Chunked || !Ascii.EqualsIgnoreCase(value, "chunked"u8))
            return "Transfer-Encoding is not just chunked";
        Chunked = true;
        return null;
    }

    private void ReadConnection(ReadOnlySpan<byte> value)
    {
        foreach (var range in value.Split((byte)','))
        {
            var option = value[range].Trim(" \t"u8);
            _close |= Ascii.EqualsIgnoreCase(option, "close"u8);
            _keepAlive |= Ascii.EqualsIgnoreCase(option, "keep-alive"u8);
        }
    }

    private string Interned(ReadOnlySpan<byte> value)
    {
        // No more of it gets into the history.
        value = value[..Math.Min(value.Length, TextTable.LongestText)];
        if (!Ascii.Equals(value, _lastInstance))
            _lastInstance = Encoding.UTF8.GetString(value);
        return _lastInstance;
    }
}
