using System.Buffers;
using Faultline.Configuration;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Files;

/// <summary>Requests: a line <c>POST bank /transfers</c>, with headers and a body beside it where there are some.</summary>
internal sealed class RequestReader(ReadingContext context)
{
    private const string Form = "METHOD TARGET /path, for example GET bank /accounts/$id";

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    // RFC 9110, 5.6.2: what a header's name is made of.
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly string[] OwnHeaders = ["Host", "Content-Length", "Transfer-Encoding", "Connection", "Expect", "Upgrade"];

    private readonly BodyReader _body = new(context);

    /// <summary>A request that is a line, or an object with <c>send</c> in it.</summary>
    public RequestSpec? Read(ConfigNode node, string what)
    {
        if (node.Kind != ConfigKind.Object) return Line(node, what);
        return ObjectReader.For(node, what, context.Errors, ExperimentKeys.Request) is { } reader ? Of(reader) : null;
    }

    /// <summary>The request whose line, headers and body stand in an object.</summary>
    public RequestSpec? Of(ObjectReader reader)
    {
        var send = reader.Find("send", required: true);
        var headers = reader.Find("headers", required: false) is { } node ? Headers(node) : [];
        var (isRead, body) = _body.Read(reader, headers?.FirstOrDefault(h => Is(h, "Content-Type"))?.Value.Source);
        if (send is null || Line(send, "\"send\"") is not { } line || headers is null || !isRead) return null;

        var request = line with { Headers = headers, Body = body };
        Places(request, send, TargetIndex(send.Text));
        if (reader.Find("body", required: false) is { } at) context.Places.Add(request, at.Place, "body");
        return request;
    }

    /// <summary>Headers by name; null where one is wrong.</summary>
    public IReadOnlyList<HeaderSpec>? Headers(ConfigNode node)
    {
        var headers = new List<HeaderSpec>();
        var entries = context.Entries(node, "\"headers\"");
        foreach (var (name, place, value) in entries)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters))
                context.Errors.Add($"\"{SourceText.Cut(name, 60)}\" cannot be the name of a header", place);
            else if (OwnHeaders.Contains(name, StringComparer.OrdinalIgnoreCase))
                context.Errors.Add($"the header {name} is set by the client itself", place, "Leave it out.");
            else if (context.Written(value, $"the header {name}") is { } text && context.RequestTemplate(value, TemplateUse.Header, text) is { } template)
                headers.Add(context.Places.Add(new HeaderSpec(name, template), value.Place));
        }

        return headers.Count == node.Properties.Count && node.Kind == ConfigKind.Object ? headers : null;
    }

    /// <summary>Whether a header is of that name.</summary>
    public static bool Is(HeaderSpec header, string name) => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase);

    private RequestSpec? Line(ConfigNode node, string what)
    {
        if (node.Kind != ConfigKind.Text)
        {
            context.Errors.Add($"{what} must be a request, {Form}, not {node.Description}", node.Place);
            return null;
        }

        var text = node.Text;
        var (method, target, path) = (text.AsSpan().IndexOfAnyExcept(' '), TargetIndex(text), PathIndex(text));
        if (method != 0 || path < 0)
        {
            context.Errors.Add($"{what} must be a request, {Form}, not {node.Description}", node.Place);
            return null;
        }

        var verb = text[..text.IndexOf(' ', StringComparison.Ordinal)];
        if (!Methods.Contains(verb))
        {
            context.Errors.Add($"\"{SourceText.Cut(verb, 60)}\" is no method.{Suggestion.Question(verb, Methods)}", node.Place, $"The methods: {string.Join(", ", Methods)}.");
            return null;
        }

        var name = text[target..path].Trim();
        if (name.Length == 0)
        {
            if (context.Targets is not [var only])
            {
                context.Errors.Add($"{what} does not say which target it goes to", node.PlaceOf(path), $"Write {verb} {(context.Targets.Count > 0 ? context.Targets[0] : "bank")} {SourceText.Cut(text[path..], 40)}");
                return null;
            }

            name = only;
        }

        if (context.RequestTemplate(node, TemplateUse.Path, text[path..].TrimEnd(), path) is not { } template) return null;

        var request = new RequestSpec(verb, name, template);
        Places(request, node, target);
        return request;
    }

    private void Places(RequestSpec request, ConfigNode node, int target)
    {
        context.Places.Add(request, node.Place);
        context.Places.Add(request, node.PlaceOf(target), "target");
    }

    // Where the second word begins; at the end where there is none.
    private static int TargetIndex(string text)
    {
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        if (blank < 0) return text.Length;
        var next = text.AsSpan(blank).IndexOfAnyExcept(' ');
        return next < 0 ? text.Length : blank + next;
    }

    // The second word, or the third, begins with a slash; -1 where neither does.
    private static int PathIndex(string text)
    {
        var second = TargetIndex(text);
        if (second < text.Length && text[second] == '/') return second;

        var third = second + TargetIndex(text[second..]);
        return third < text.Length && text[third] == '/' ? third : -1;
    }
}
