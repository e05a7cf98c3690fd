using System.Text.RegularExpressions;

namespace Faultline.Configuration;

/// <summary>Addresses as they are shown and stored: without the credentials that they carry. Requests keep them.</summary>
public static partial class UrlText
{
    private const string Hidden = "***";

    /// <summary>
    /// The text, in which users and passwords of addresses (<c>http://user:password@host</c>, with or without a scheme)
    /// and values of query or fragment parameters (<c>?token=…</c>) and of JSON members (<c>"token": "…"</c>) that are named
    /// like secrets are replaced by <c>***</c>.
    /// </summary>
    public static string WithoutSecrets(string text)
    {
        if (text.Contains('@', StringComparison.Ordinal)) text = Bare().Replace(User().Replace(text, Hidden + "@"), Hidden + "@");
        if (text.Contains('=', StringComparison.Ordinal)) text = Parameter().Replace(text, "$1" + Hidden);
        return text.Contains(':', StringComparison.Ordinal) ? Member().Replace(text, "$1" + Hidden) : text;
    }

    /// <summary>An address without its secrets.</summary>
    public static string Of(Uri address) => WithoutSecrets(address.ToString());

    // Whatever stands between the scheme and the last @ of the authority (RFC 3986, 3.2.1). A password with a slash in it
    // ends the authority for a parser, not for the person who wrote it; but host:8000/a@b is an address with a port.
    [GeneratedRegex("""(?<=:(?://|\\/\\/))(?:[^\s"'<>/?#]{0,2048}|[^\s"'<>/?#:@]{1,256}:(?!\d{1,5}[/?#])[^\s"'<>]{0,2048})@""", RegexOptions.CultureInvariant)]
    private static partial Regex User();

    // The same without a scheme. An image is named by name:tag@sha256:digest.
    [GeneratedRegex("""(?<![^\s"'<>(=,])[^\s"'<>/?#:@(=,]{1,256}:(?!\d{1,5}[/?#]|/|\\/)[^\s"'<>]{1,2048}@(?!sha\d+:)(?=[\w\[])""", RegexOptions.CultureInvariant)]
    private static partial Regex Bare();

    [GeneratedRegex("""("[\w.-]{0,64}(?:token|secret|passw|pwd|credential|api[_-]?key|auth)[\w.-]{0,64}"\s{0,16}:\s{0,16}")[^"]*""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Member();

    [GeneratedRegex("""((?:[?&;#]|\\u0026|%26|%3F)[\w.%-]{0,64}(?:token|key|secret|sig|passw|pwd|auth|credential|session|code)[\w.%-]{0,64}=)[^&;#\s"'<>]*""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Parameter();
}
