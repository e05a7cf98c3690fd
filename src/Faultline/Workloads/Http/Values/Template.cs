using System.Buffers;
using System.Text;

namespace Faultline.Workloads.Http.Values;

/// <summary>
/// A text with variables, <c>/accounts/$id</c>: literal parts and slots. <c>$$</c> is a dollar sign, <c>$env.NAME</c> a secret of the
/// environment, <c>$.path</c> is looked up in the answer and <c>$line.path</c> in the element of a list.
/// </summary>
internal sealed class Template
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    private readonly TemplatePart[] _parts;

    /// <param name="source">As it was written.</param>
    /// <param name="use">What it goes into.</param>
    /// <param name="parts">Its pieces.</param>
    /// <param name="uses">The variables in it.</param>
    /// <param name="secrets">What must not be told of it.</param>
    internal Template(string source, TemplateUse use, TemplatePart[] parts, VariableUse[] uses, Secrets secrets)
    {
        (Source, Use, _parts, Uses, Secrets) = (source, use, parts, uses, secrets);
        Slots = [.. uses.Select(u => u.Slot).Distinct()];
    }

    /// <summary>As it was written: a secret is still <c>$env.NAME</c> in it.</summary>
    public string Source { get; }

    /// <summary>What it goes into.</summary>
    public TemplateUse Use { get; }

    /// <summary>Slots of the variables in it, each once.</summary>
    public IReadOnlyList<int> Slots { get; }

    /// <summary>Each place where a variable stands.</summary>
    public IReadOnlyList<VariableUse> Uses { get; }

    /// <summary>Whether it is the same each time.</summary>
    public bool IsConstant => _parts.All(p => p.Literal is not null);

    /// <summary>Whether it looks into the answer (<c>$.</c>).</summary>
    public bool NeedsAnswer => _parts.Any(p => p is { Path: not null, IsOfElement: false });

    /// <summary>What must not be told of it, and of what is answered to it.</summary>
    public Secrets Secrets { get; }

    /// <summary>Its pieces.</summary>
    internal ReadOnlySpan<TemplatePart> Parts => _parts;

    /// <summary>Reads a template.</summary>
    /// <param name="text">As written.</param>
    /// <param name="variables">Variables; new names get a slot.</param>
    /// <param name="use">What it goes into.</param>
    /// <param name="element">Name that means the element of a list; null outside <c>each</c>.</param>
    /// <exception cref="ValueSyntaxException">It is none; carries the place in the text.</exception>
    public static Template Parse(string text, VariableTable variables, TemplateUse use, string? element = null) =>
        new TemplateParser(text, variables, use, element).Parse();

    /// <summary>Writes it in UTF-8, without allocating.</summary>
    /// <exception cref="UnusableValueException">A value is missing, or cannot stand there.</exception>
    public void Render(Scope scope, IBufferWriter<byte> output) => TemplatePart.Render(_parts, scope, output);

    /// <summary>As text.</summary>
    /// <exception cref="UnusableValueException">A value is missing, or cannot stand there.</exception>
    public string Render(Scope scope)
    {
        if (Use == TemplateUse.Text && _parts is [{ Literal: null }] && _parts[0].ValueIn(scope).Text is { } text) return text;

        var buffer = _buffer ??= new ArrayBufferWriter<byte>();
        buffer.ResetWrittenCount();
        Render(scope, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
