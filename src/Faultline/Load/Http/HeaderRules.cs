using System.Buffers;

namespace Faultline.Load.Http;

/// <summary>Which headers a request can carry.</summary>
public static class HeaderRules
{
    // Line ends and NUL end a field or more (RFC 9110, 5.5); other control characters are nobody's, but the tab's.
    private static readonly SearchValues<char> ForbiddenCharacters = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Where(c => c != '\t').Select(c => (char)c), '\u007F']);

    // They say where a request ends and what becomes of the connection, which is the client's business.
    private static readonly string[] Reserved =
        ["Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Expect", "TE", "Trailer", "Upgrade", "Proxy-Connection"];

    /// <summary>What keeps a header from standing in a request, as a sentence without its point; null where nothing does.</summary>
    public static string? FaultOf(string name, string value)
    {
        if (!RequestMethod.IsToken(name)) return $"'{name}' cannot be the name of a header";
        if (Reserved.Contains(name, StringComparer.OrdinalIgnoreCase)) return $"the header {name} is set by the client itself";
        return value.AsSpan().ContainsAny(ForbiddenCharacters) ? $"the value of the header {name} holds a line end or another control character" : null;
    }
}
