using System.Buffers;
using System.Text;

namespace Faultline.Load.Http;

/// <summary>The bytes of requests to one target: everything but the path is made once.</summary>
internal sealed class RequestLines
{
    // What a request target may hold (RFC 9112, 3.2.1): anything else would end the request line early.
    private static readonly SearchValues<char> TargetCharacters = SearchValues.Create(
        Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c).Where(c => c != '#').ToArray());

    private readonly byte[] _getStart;
    private readonly byte[] _getEnd;
    private readonly byte[] _postStart;
    private readonly byte[] _postEnd;

    /// <summary>Requests to <paramref name="baseAddress"/>, whose path comes before every path.</summary>
    public RequestLines(Uri baseAddress)
    {
        var prefix = baseAddress.AbsolutePath.TrimEnd('/') + "/";
        var host = baseAddress.HostNameType == UriHostNameType.IPv6 ? baseAddress.Host : baseAddress.IdnHost;
        var authority = baseAddress.IsDefaultPort ? host : $"{host}:{baseAddress.Port}";
        var end = $" HTTP/1.1\r\nHost: {authority}\r\nUser-Agent: faultline\r\n";
        _getStart = Encoding.ASCII.GetBytes("GET " + prefix);
        _getEnd = Encoding.ASCII.GetBytes(end + "\r\n");
        _postStart = Encoding.ASCII.GetBytes("POST " + prefix);
        _postEnd = Encoding.ASCII.GetBytes(end + "Content-Length: 0\r\n\r\n");
    }

    /// <summary>Whether a path, escaped, can stand in a request line as it is.</summary>
    public static bool Accepts(string path) => !path.AsSpan().ContainsAnyExcept(TargetCharacters);

    /// <summary>Room that a request to <paramref name="path"/> needs at most, in bytes.</summary>
    public int Room(string path) => _postStart.Length + path.Length + _postEnd.Length;

    /// <summary>Writes a request and returns its length in bytes.</summary>
    public int Write(Span<byte> buffer, HttpVerb verb, string path)
    {
        var (start, end) = verb == HttpVerb.Get ? (_getStart, _getEnd) : (_postStart, _postEnd);
        start.CopyTo(buffer);
        var length = start.Length;
        var below = path.StartsWith('/') ? path.AsSpan(1) : path;
        length += Encoding.ASCII.GetBytes(below, buffer[length..]);
        end.CopyTo(buffer[length..]);
        return length + end.Length;
    }
}
