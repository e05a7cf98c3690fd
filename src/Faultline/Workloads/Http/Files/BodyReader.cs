using Faultline.Configuration;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Files;

/// <summary>Bodies: <c>body:</c> is JSON written as YAML, <c>form:</c> the fields of a form, <c>text:</c> a text as it is.</summary>
internal sealed class BodyReader(ReadingContext context)
{
    private static readonly string[] Sorts = ["body", "form", "text"];

    /// <summary>The body of the request that an object describes; null where it has none. Not read where it is wrong.</summary>
    /// <param name="reader">The object.</param>
    /// <param name="contentType">The type that its headers name, or null.</param>
    public (bool IsRead, BodyTemplate? Body) Read(ObjectReader reader, string? contentType)
    {
        var given = Sorts.Where(sort => reader.Find(sort, required: false) is not null).ToArray();
        if (given.Length == 0) return (true, null);
        if (given.Length > 1)
        {
            context.Errors.Add($"a request has one body, not \"{given[0]}\" and \"{given[1]}\"", reader.Find(given[1], required: false)!.Place);
            return (false, null);
        }

        var node = reader.Find(given[0], required: false)!;
        var body = given[0] switch
        {
            "body" => Json(node),
            "form" => Fields(node),
            _ => Text(node, contentType ?? "text/plain; charset=utf-8"),
        };
        return (body is not null, body);
    }

    private BodyTemplate? Json(ConfigNode node)
    {
        if (node.Kind == ConfigKind.Text && node.Text.TrimStart() is ['{' or '[', ..])
        {
            context.Errors.Add("a body is written as a map or a list, not as a text that holds JSON", node.Place, "Write it like body: { id: $id, cents: $cents }, or use text: for a body that is sent as it is.");
            return null;
        }

        return Value(node) is { } root ? context.Parsed(node, () => Bodies.Json(root)) : null;
    }

    private BodyNode? Value(ConfigNode node)
    {
        switch (node.Kind)
        {
            case ConfigKind.Object:
                var members = context.Entries(node, "an object of the body").Select(p => (p.Name, Value: Value(p.Value))).ToArray();
                return members.Length == node.Properties.Count && Array.TrueForAll(members, m => m.Value is not null) ? new BodyMap([.. members.Select(m => (m.Name, m.Value!))]) : null;
            case ConfigKind.List:
                var items = node.Items.Select(Value).ToArray();
                return Array.TrueForAll(items, i => i is not null) ? new BodyList(items!) : null;
            case ConfigKind.Text:
                return context.RequestTemplate(node, TemplateUse.Json, node.Text) is { } text ? new BodyText(text) : null;
            case ConfigKind.Number:
                return new BodyLiteral(YamlScalar.WithoutSeparators(node.Text));
            case ConfigKind.Boolean:
                return new BodyLiteral(node.Text.ToLowerInvariant());
            case ConfigKind.Null:
                return new BodyLiteral("null");
            default:
                throw new InvalidOperationException($"A value of the kind {node.Kind} is unknown.");
        }
    }

    private BodyTemplate? Fields(ConfigNode node)
    {
        var fields = new List<(string, Template)>();
        foreach (var (name, _, value) in context.Entries(node, "\"form\""))
        {
            if (context.Written(value, $"the field {SourceText.Cut(name, 60)}") is { } text && context.RequestTemplate(value, TemplateUse.Form, text) is { } template)
                fields.Add((name, template));
        }

        return node.Kind == ConfigKind.Object && fields.Count == node.Properties.Count ? Bodies.Form(fields) : null;
    }

    private BodyTemplate? Text(ConfigNode node, string contentType) =>
        context.Written(node, "\"text\"") is { } text && context.RequestTemplate(node, TemplateUse.Text, text) is { } template
            ? Bodies.Text(template, contentType)
            : null;
}
