using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Faultline.Load.Http;

/// <summary>The bytes of requests to one target: what all of them share is made once.</summary>
internal sealed class RequestLines
{
    /// <summary>Longest body that is sent together with the lines before it, in bytes.</summary>
    public const int LongestInline = 64 << 10;

    private const int LongestLengthLine = 32;

    // What a request target may hold (RFC 9112, 3.2.1): anything else would end the request line early.
    private static readonly SearchValues<byte> TargetBytes = SearchValues.Create(
        Enumerable.Range('!', '~' - '!' + 1).Where(c => c != '#').Select(c => (byte)c).ToArray());

    private readonly byte[] _beforePath;
    private readonly byte[] _host;

    /// <summary>Requests to <paramref name="baseAddress"/>, whose path comes before every path.</summary>
    public RequestLines(Uri baseAddress)
    {
        var prefix = baseAddress.AbsolutePath.TrimEnd('/') + "/";
        var host = baseAddress.HostNameType == UriHostNameType.IPv6 ? baseAddress.Host : baseAddress.IdnHost;
        var authority = baseAddress.IsDefaultPort ? host : $"{host}:{baseAddress.Port}";
        _beforePath = Encoding.ASCII.GetBytes(" " + prefix);
        _host = Encoding.ASCII.GetBytes($"Host: {authority}\r\n");
    }

    private static ReadOnlySpan<byte> Version => " HTTP/1.1\r\n"u8;

    private static ReadOnlySpan<byte> UserAgent => "User-Agent: faultline\r\n"u8;

    /// <summary>Why a request cannot be sent as it is, or null.</summary>
    public static string? FaultOf(HttpRequest request)
    {
        if (request.Path.WrittenSpan.ContainsAnyExcept(TargetBytes)) return FailureText.InvalidPath;
        var headers = request.HeaderLines;
        return headers.IsEmpty || headers.EndsWith("\r\n"u8) && !headers.StartsWith("\r\n"u8) && headers.IndexOf("\r\n\r\n"u8) < 0
            ? null
            : FailureText.InvalidHeaders;
    }

    /// <summary>Whether a request's body is sent together with its lines.</summary>
    public static bool IsInline(HttpRequest request) => request.Content.Length <= LongestInline;

    /// <summary>Room that a request needs at most, in bytes, without a body that is sent after it.</summary>
    public int Room(HttpRequest request) =>
        request.Known.Bytes.Length + _beforePath.Length + request.Path.WrittenCount + Version.Length + _host.Length + UserAgent.Length
        + request.HeaderLines.Length + LongestLengthLine + (IsInline(request) ? request.Content.Length : 0);

    /// <summary>Writes a request, without a body that is sent after it, and returns its length in bytes.</summary>
    public int Write(Span<byte> buffer, HttpRequest request)
    {
        var path = request.Path.WrittenSpan;
        var headers = request.HeaderLines;
        var content = request.Content.Span;
        var length = 0;
        Put(buffer, ref length, request.Known.Bytes);
        Put(buffer, ref length, _beforePath);
        Put(buffer, ref length, path is [(byte)'/', ..] ? path[1..] : path);
        Put(buffer, ref length, Version);
        if (headers.IsEmpty || !Has(headers, "Host:"u8)) Put(buffer, ref length, _host);
        if (headers.IsEmpty || !Has(headers, "User-Agent:"u8)) Put(buffer, ref length, UserAgent);
        Put(buffer, ref length, headers);
        if (!content.IsEmpty || request.Known.HasBodyUsually)
        {
            Put(buffer, ref length, "Content-Length: "u8);
            Utf8Formatter.TryFormat(content.Length, buffer[length..], out var digits);
            length += digits;
            Put(buffer, ref length, "\r\n"u8);
        }

        Put(buffer, ref length, "\r\n"u8);
        if (IsInline(request)) Put(buffer, ref length, content);
        return length;
    }

    private static void Put(Span<byte> buffer, ref int length, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(buffer[length..]);
        length += bytes.Length;
    }

    private static bool Has(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> start)
    {
        while (!headers.IsEmpty)
        {
            if (headers.Length >= start.Length && Ascii.EqualsIgnoreCase(headers[..start.Length], start)) return true;
            var end = headers.IndexOf((byte)'\n');
            if (end < 0) return false;
            headers = headers[(end + 1)..];
        }

        return false;
    }
}
