using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Faultline.Workloads.Http.Values;

/// <summary>Puts a body together from bytes that are always the same and from what templates leave open.</summary>
internal sealed class BodyBuilder
{
    // In maps and lists around a value. No service reads deeper by default (System.Text.Json: 64).
    private const int DeepestNesting = 64;

    private readonly ArrayBufferWriter<byte> _literal = new();
    private readonly List<TemplatePart> _parts = [];
    private readonly List<int> _slots = [];

    /// <summary>Adds a fixed text.</summary>
    public void Literal(string text, TemplateUse use) => _literal.Write(ValueText.Bytes(text, use));

    /// <summary>Adds a template.</summary>
    public void Add(Template template, TemplateUse use)
    {
        if (template.Use != use) throw new ArgumentException($"\"{template.Source}\" was read for {template.Use}, and goes into {use}.", nameof(template));

        _slots.AddRange(template.Slots);
        foreach (var part in template.Parts)
            if (part.Literal is { } bytes) _literal.Write(bytes);
            else Open(part);
    }

    /// <summary>Adds JSON.</summary>
    public void Add(BodyNode node, int depth = 0)
    {
        if (depth > DeepestNesting) throw new ValueSyntaxException($"a body cannot be nested deeper than {DeepestNesting} maps and lists", 0);

        switch (node)
        {
            case BodyMap map: Add(map, depth); break;
            case BodyList list: Add(list, depth); break;
            case BodyText text: Add(text.Text); break;
            case BodyLiteral literal: Literal(Checked(literal.Json), TemplateUse.Text); break;
            default: throw new ArgumentException($"A body holds no {node.GetType().Name}.", nameof(node));
        }
    }

    /// <summary>The body.</summary>
    public BodyTemplate Build(string contentType)
    {
        EndLiteral();
        return new BodyTemplate(contentType, [.. _parts], _slots);
    }

    private void Add(BodyMap map, int depth)
    {
        foreach (var (index, (name, value)) in map.Members.Index())
        {
            Literal(index == 0 ? "{\"" : ",\"", TemplateUse.Text);
            Literal(name, TemplateUse.Json);
            Literal("\":", TemplateUse.Text);
            Add(value, depth + 1);
        }

        Literal(map.Members.Count == 0 ? "{}" : "}", TemplateUse.Text);
    }

    private void Add(BodyList list, int depth)
    {
        foreach (var (index, item) in list.Items.Index())
        {
            Literal(index == 0 ? "[" : ",", TemplateUse.Text);
            Add(item, depth + 1);
        }

        Literal(list.Items.Count == 0 ? "[]" : "]", TemplateUse.Text);
    }

    private void Add(Template text)
    {
        if (text.Use == TemplateUse.Json && text.Parts is [{ Literal: null }])
        {
            _slots.AddRange(text.Slots);
            Open(text.Parts[0] with { IsWholeJson = true });
            return;
        }

        Literal("\"", TemplateUse.Text);
        Add(text, TemplateUse.Json);
        Literal("\"", TemplateUse.Text);
    }

    private void Open(TemplatePart part)
    {
        EndLiteral();
        _parts.Add(part);
    }

    private void EndLiteral()
    {
        if (_literal.WrittenCount == 0) return;
        _parts.Add(new TemplatePart { Literal = _literal.WrittenSpan.ToArray(), Name = "" });
        _literal.Clear();
    }

    private static string Checked(string json)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            reader.Read();
            if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject) && !reader.Read()) return json;
        }
        catch (JsonException)
        {
            // Told below, as what is no single value.
        }

        throw new ValueSyntaxException($"\"{json}\" is no number, true, false or null as JSON writes them", 0);
    }
}
