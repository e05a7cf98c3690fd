using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Faultline.Load.Http;

/// <summary>
/// The cookies that one user holds from one target (RFC 6265). Of their attributes <c>Path</c>, <c>Max-Age</c> and
/// <c>Expires</c> count; <c>Domain</c> and <c>Secure</c> do not, since they only ever go back to the target they came from.
/// </summary>
/// <param name="baseAddress">The address of the target.</param>
/// <param name="time">The source of time.</param>
public sealed class CookieJar(Uri baseAddress, TimeProvider time)
{
    /// <summary>The most cookies that are held; the oldest gives way (RFC 6265, 6.1, asks for 50).</summary>
    public const int Most = 50;

    /// <summary>Longer ones, in bytes of name and value, are not taken (RFC 6265, 6.1, asks for 4096).</summary>
    public const int Longest = 4096;

    private readonly byte[] _prefix = Encoding.ASCII.GetBytes(baseAddress.AbsolutePath.TrimEnd('/'));
    private readonly List<Cookie> _cookies = [];

    /// <summary>Cookies held, those that have expired included.</summary>
    public int Count => _cookies.Count;

    /// <summary>Takes the cookies that an answer sets, and drops those that it takes back.</summary>
    /// <param name="headers">The answer's headers; null, where it has none, is no cookie.</param>
    /// <param name="request">What was asked.</param>
    public void Take(AnswerHeaders? headers, HttpRequest request)
    {
        if (headers is null) return;
        foreach (var line in headers.All("Set-Cookie"u8)) Take(line, request.Path.WrittenSpan);
    }

    /// <summary>Adds the header <c>Cookie</c> to a request whose path is set, if any cookie is meant for it.</summary>
    public void AddTo(HttpRequest request)
    {
        var now = _cookies.Count == 0 ? default : time.GetUtcNow();
        var separator = "Cookie: "u8;
        var path = request.Path.WrittenSpan;
        foreach (var cookie in _cookies)
        {
            if (cookie.Expires <= now || !IsMeantFor(cookie.Path, path)) continue;
            request.Headers.Write(separator);
            request.Headers.Write(cookie.Pair);
            separator = "; "u8;
        }

        if (separator.Length == 2) request.Headers.Write("\r\n"u8);
    }

    // RFC 6265, 5.2.
    private void Take(ReadOnlySpan<byte> line, ReadOnlySpan<byte> requestPath)
    {
        var end = line.IndexOf((byte)';');
        var pair = (end < 0 ? line : line[..end]).Trim(" \t"u8);
        var equals = pair.IndexOf((byte)'=');
        if (equals <= 0 || pair.Length > Longest) return;
        var name = pair[..equals].TrimEnd(" \t"u8);
        var value = pair[(equals + 1)..].TrimStart(" \t"u8);
        ReadOnlySpan<byte> path = default;
        DateTimeOffset? expires = null;
        var hasAge = false;
        for (var rest = end < 0 ? default : line[(end + 1)..]; !rest.IsEmpty; rest = end < 0 ? default : rest[(end + 1)..])
        {
            end = rest.IndexOf((byte)';');
            var attribute = end < 0 ? rest : rest[..end];
            var sign = attribute.IndexOf((byte)'=');
            if (sign < 0) continue;
            var key = attribute[..sign].Trim(" \t"u8);
            var told = attribute[(sign + 1)..].Trim(" \t"u8);
            if (Ascii.EqualsIgnoreCase(key, "Path"u8)) path = told;
            else if (Ascii.EqualsIgnoreCase(key, "Max-Age"u8) && AgeOf(told) is { } age) (hasAge, expires) = (true, After(age));
            else if (!hasAge && Ascii.EqualsIgnoreCase(key, "Expires"u8) && DateOf(told) is { } date) expires = date;
        }

        Put(name, value, path is [(byte)'/', ..] ? path.ToArray() : DefaultPath(requestPath), expires ?? DateTimeOffset.MaxValue);
    }

    private void Put(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, byte[] path, DateTimeOffset expires)
    {
        var place = _cookies.Count;
        for (var i = 0; i < _cookies.Count; i++)
            if (_cookies[i].Name.AsSpan().SequenceEqual(name) && _cookies[i].Path.AsSpan().SequenceEqual(path)) place = i;
        if (expires <= time.GetUtcNow())
        {
            if (place < _cookies.Count) _cookies.RemoveAt(place);
            return;
        }

        var cookie = new Cookie(name.ToArray(), [.. name, (byte)'=', .. value], path, expires);
        if (place < _cookies.Count)
        {
            _cookies[place] = cookie;
            return;
        }

        if (_cookies.Count == Most) _cookies.RemoveAt(0);
        _cookies.Add(cookie);
    }

    // RFC 6265, 5.1.4: up to the last slash of the path that was asked.
    private byte[] DefaultPath(ReadOnlySpan<byte> requestPath)
    {
        var query = requestPath.IndexOf((byte)'?');
        byte[] whole = [.. _prefix, .. query < 0 ? requestPath : requestPath[..query]];
        var slash = whole.AsSpan().LastIndexOf((byte)'/');
        return slash <= 0 ? "/"u8.ToArray() : whole[..slash];
    }

    private bool IsMeantFor(ReadOnlySpan<byte> path, ReadOnlySpan<byte> requestPath)
    {
        // The prefix of the target and the path of the request are one path, and are compared as two.
        var inPrefix = Math.Min(path.Length, _prefix.Length);
        if (!_prefix.AsSpan(0, inPrefix).SequenceEqual(path[..inPrefix])) return false;
        var left = path[inPrefix..];
        if (!requestPath.StartsWith(left)) return false;
        if (path is [.., (byte)'/']) return true;
        var next = inPrefix < _prefix.Length ? _prefix[inPrefix] : left.Length < requestPath.Length ? requestPath[left.Length] : (byte)'/';
        return next is (byte)'/' or (byte)'?';
    }

    private DateTimeOffset After(long seconds)
    {
        var now = time.GetUtcNow();
        return seconds <= 0 ? now : seconds < (DateTimeOffset.MaxValue - now).TotalSeconds ? now.AddSeconds(seconds) : DateTimeOffset.MaxValue;
    }

    private static long? AgeOf(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out long seconds, out var read) && read == text.Length ? seconds : null;

    private static DateTimeOffset? DateOf(ReadOnlySpan<byte> text) =>
        DateTimeOffset.TryParse(Encoding.ASCII.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;

    private sealed record Cookie(byte[] Name, byte[] Pair, byte[] Path, DateTimeOffset Expires);
}
