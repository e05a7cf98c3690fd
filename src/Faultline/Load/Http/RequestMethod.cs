using System.Buffers;
using System.Text;

namespace Faultline.Load.Http;

/// <summary>A method (RFC 9110, 9), as it stands in a request.</summary>
internal sealed class RequestMethod
{
    // What a token may hold (RFC 9110, 5.6.2).
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly RequestMethod[] Known =
        [.. new[] { "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS" }.Select(name => new RequestMethod(name))];

    private RequestMethod(string name)
    {
        Name = name;
        Bytes = Encoding.ASCII.GetBytes(name);
        HasBodyUsually = name is "POST" or "PUT" or "PATCH";
        IsHead = name == "HEAD";
    }

    /// <summary>GET.</summary>
    public static RequestMethod Get { get; } = Known[0];

    /// <summary>POST.</summary>
    public static RequestMethod Post { get; } = Known[1];

    /// <summary>Its name, whose case counts.</summary>
    public string Name { get; }

    /// <summary>The name in ASCII.</summary>
    public byte[] Bytes { get; }

    /// <summary>Whether servers expect a body of it: where there is none, its length of 0 is announced (RFC 9110, 8.6).</summary>
    public bool HasBodyUsually { get; }

    /// <summary>Whether answers to it have no body, whatever length they announce.</summary>
    public bool IsHead { get; }

    /// <summary>The method of this name.</summary>
    /// <exception cref="ArgumentException">The name is no token.</exception>
    public static RequestMethod Of(string name)
    {
        foreach (var method in Known)
            if (method.Name == name) return method;
        return IsToken(name) ? new RequestMethod(name) : throw new ArgumentException($"'{name}' is no method", nameof(name));
    }

    /// <summary>Whether a text can be a method, or the name of a header.</summary>
    public static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenCharacters);
}
