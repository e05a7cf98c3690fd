using System.Buffers;
using System.Globalization;

namespace Faultline.Workloads.Http.Values;

/// <summary>Reads a template.</summary>
internal sealed class TemplateParser(string text, VariableTable variables, TemplateUse use, string? element)
{
    private readonly TextCursor _cursor = new(text);
    private readonly ArrayBufferWriter<byte> _literal = new();
    private readonly List<TemplatePart> _parts = [];
    private readonly List<VariableUse> _uses = [];
    private bool _inQuery;

    /// <summary>Reads it.</summary>
    /// <exception cref="ValueSyntaxException">It is none.</exception>
    public Template Parse()
    {
        while (!_cursor.AtEnd)
        {
            var dollar = _cursor.Text.IndexOf('$', _cursor.Position);
            var end = dollar < 0 ? _cursor.Text.Length : dollar;
            AddLiteral(end);
            if (dollar >= 0) AddDollar();
        }

        EndLiteral();
        return new Template(_cursor.Text, use, [.. _parts], [.. _uses], variables.Secrets);
    }

    private void AddDollar()
    {
        var start = _cursor.Position++;
        if (_cursor.TryTake("$"))
        {
            // A dollar sign may stand in a path as it is (RFC 3986, sub-delims).
            _literal.Write(use == TemplateUse.Form ? "%24"u8 : "$"u8);
            return;
        }

        if (_cursor.Current == '.')
        {
            var path = JsonPathParser.ReadFrom(_cursor, start);
            if (path.IsRoot) throw new ValueSyntaxException("a path such as $.id is expected here", start) { Hint = "Write $$ for a dollar sign." };
            Add(new TemplatePart { Path = path, Name = path.Source });
            return;
        }

        var name = _cursor.Name();
        if (name.Length == 0)
            throw new ValueSyntaxException("a name is expected after the dollar sign", start) { Hint = "Write $$ for a dollar sign." };
        if (name == "env") AddSecret(start);
        else if (name == element) AddElement(start);
        else AddVariable(name, start);
    }

    private void AddVariable(string name, int start)
    {
        var slot = variables.SlotOf(name);
        _uses.Add(new VariableUse(slot, start));
        Add(new TemplatePart { Slot = slot, Name = $"${name}" });
    }

    private void AddElement(int start)
    {
        var path = JsonPathParser.ReadFrom(_cursor, start);
        Add(new TemplatePart { Path = path, IsOfElement = true, Name = path.Source });
    }

    private void AddSecret(int start)
    {
        var name = _cursor.TryTake(".") ? _cursor.Name() : "";
        if (name.Length == 0) throw new ValueSyntaxException("the name of a variable of the environment is expected: $env.NAME", start);

        var secret = variables.Secrets.Read(name)
            ?? throw new ValueSyntaxException($"the variable {name} of the environment is not set, or is empty", start) { Hint = $"Set it: export {name}=…" };
        if (use == TemplateUse.Header && TemplatePart.IndexOfControl(secret) >= 0)
            throw new ValueSyntaxException($"the variable {name} of the environment holds a control character, such as a line end; a header cannot", start);
        _literal.Write(ValueText.Bytes(secret, use));
    }

    private void Add(TemplatePart part)
    {
        EndLiteral();
        _parts.Add(part with { Use = use, IsSegment = use == TemplateUse.Path && !_inQuery });
    }

    private void AddLiteral(int end)
    {
        var literal = _cursor.Text.AsSpan(_cursor.Position, end - _cursor.Position);
        if (use is TemplateUse.Path or TemplateUse.Header)
            for (var i = 0; i < literal.Length; i++) Check(literal[i], _cursor.Position + i);
        _inQuery |= literal.Contains('?');
        // What is written out in a path is meant so: its slashes stay.
        _literal.Write(ValueText.Bytes(literal, use == TemplateUse.Path ? TemplateUse.Text : use));
        _cursor.Position = end;
    }

    private void Check(char c, int index)
    {
        if (use == TemplateUse.Header)
        {
            if (char.IsControl(c))
                throw new ValueSyntaxException(string.Create(CultureInfo.InvariantCulture, $"a header cannot hold the control character U+{(int)c:X4}"), index);
        }
        else if (c is <= ' ' or >= '\u007F' or '#' or '"' or '<' or '>' or '\\' or '^' or '`' or '{' or '|' or '}')
        {
            var hint = c is '{' or '}' ? "A variable is written $name." : "Write it percent-encoded, for example %20 for a space.";
            throw new ValueSyntaxException($"a path cannot hold \"{c}\"", index) { Hint = hint };
        }
    }

    private void EndLiteral()
    {
        if (_literal.WrittenCount == 0) return;
        _parts.Add(new TemplatePart { Literal = _literal.WrittenSpan.ToArray(), Name = "" });
        _literal.Clear();
    }
}
