using System.Buffers;
using System.Text;

namespace Faultline.Load.Http;

/// <summary>
/// One request, filled anew for each use by the one user that owns it, and left alone while it is sent. Its buffers are kept:
/// sending it allocates nothing.
/// </summary>
public sealed class HttpRequest
{
    // Most paths are shorter, and a hundred thousand users have one each.
    private const int UsualPath = 64;

    private ArrayBufferWriter<byte>? _headers;
    private ArrayBufferWriter<byte>? _body;
    private AnswerHeaders? _answerHeaders;

    /// <summary>What is done: GET, POST, PUT, PATCH, DELETE, HEAD, or any other token. GET where nothing is said.</summary>
    /// <exception cref="ArgumentException">The text is no token.</exception>
    public string Method
    {
        get => Known.Name;
        set
        {
            if (Known.Name != value) Known = RequestMethod.Of(value);
        }
    }

    /// <summary>Path and query below the target's address, escaped already.</summary>
    public ArrayBufferWriter<byte> Path { get; } = new(UsualPath);

    /// <summary>
    /// Headers as whole lines, <c>Name: value\r\n</c>, checked by whoever writes them (<see cref="HeaderRules"/>). A <c>Host</c> or
    /// <c>User-Agent</c> among them replaces the client's own; <c>Content-Length</c> is always the client's.
    /// </summary>
    public ArrayBufferWriter<byte> Headers => _headers ??= new ArrayBufferWriter<byte>();

    /// <summary>The body. Empty: there is none, but its length of 0 is told where the method has one.</summary>
    public ArrayBufferWriter<byte> Body => _body ??= new ArrayBufferWriter<byte>();

    /// <summary>Which answers mean what.</summary>
    public OutcomeRule Outcomes { get; set; } = OutcomeRule.Usual;

    /// <summary>Whether the headers of the answer are kept, in memory of this request: see <see cref="HttpAnswer.Headers"/>.</summary>
    public bool KeepsHeaders { get; set; }

    internal RequestMethod Known { get; private set; } = RequestMethod.Get;

    internal ReadOnlySpan<byte> HeaderLines => _headers is null ? default : _headers.WrittenSpan;

    internal ReadOnlyMemory<byte> Content => _body is null ? default : _body.WrittenMemory;

    internal AnswerHeaders? KeptHeaders => KeepsHeaders ? _answerHeaders ??= new AnswerHeaders() : null;

    /// <summary>A request without a body.</summary>
    public static HttpRequest Of(HttpVerb verb, string path)
    {
        var request = new HttpRequest();
        request.Ask(verb, path);
        return request;
    }

    /// <summary>Forgets everything but its memory.</summary>
    public void Clear()
    {
        Known = RequestMethod.Get;
        Path.ResetWrittenCount();
        _headers?.ResetWrittenCount();
        _body?.ResetWrittenCount();
        Outcomes = OutcomeRule.Usual;
        KeepsHeaders = false;
    }

    /// <summary>Asks for this path and query, escaped already.</summary>
    public void SetPath(string path)
    {
        Path.ResetWrittenCount();
        Encoding.UTF8.GetBytes(path, Path);
    }

    /// <summary>Adds a header.</summary>
    /// <exception cref="ArgumentException">It cannot stand in a request: see <see cref="HeaderRules.FaultOf"/>.</exception>
    public void AddHeader(string name, string value)
    {
        if (HeaderRules.FaultOf(name, value) is { } fault) throw new ArgumentException(fault);
        Encoding.UTF8.GetBytes(name, Headers);
        Headers.Write(": "u8);
        Encoding.UTF8.GetBytes(value, Headers);
        Headers.Write("\r\n"u8);
    }

    /// <summary>Sends this body; what it is, a header <c>Content-Type</c> must say.</summary>
    public void SetBody(ReadOnlySpan<byte> body)
    {
        Body.ResetWrittenCount();
        Body.Write(body);
    }

    /// <summary>Sends this text, in UTF-8, as the body.</summary>
    public void SetBody(string body)
    {
        Body.ResetWrittenCount();
        Encoding.UTF8.GetBytes(body, Body);
    }

    /// <summary>Becomes a request without headers and body.</summary>
    internal void Ask(HttpVerb verb, string path)
    {
        Clear();
        Known = verb switch
        {
            HttpVerb.Get => RequestMethod.Get,
            HttpVerb.Post => RequestMethod.Post,
        };
        SetPath(path);
    }
}
