using System.Buffers;
using System.Globalization;

namespace Faultline.Workloads.Http.Values;

/// <summary>A piece of a template: bytes that are always the same, a variable, or what a path finds in JSON.</summary>
internal readonly record struct TemplatePart
{
    // In characters, of a value in a sentence.
    private const int LongestShown = 40;

    /// <summary>Bytes, escaped already; null for the other two.</summary>
    public byte[]? Literal { get; init; }

    /// <summary>Slot of the variable.</summary>
    public int Slot { get; init; }

    /// <summary>As it was written, <c>$id</c>.</summary>
    public string Name { get; init; }

    /// <summary>What its value goes into.</summary>
    public TemplateUse Use { get; init; }

    /// <summary>Whether it is a value of JSON by itself: a number without quotes, a text with them.</summary>
    public bool IsWholeJson { get; init; }

    /// <summary>Whether it stands where an empty value, or one of dots, would name another resource.</summary>
    public bool IsSegment { get; init; }

    /// <summary>Looked up in <see cref="Scope.Answer"/> or <see cref="Scope.Element"/>; null for a variable.</summary>
    public JsonPath? Path { get; init; }

    /// <summary>Whether <see cref="Path"/> is looked up in the element.</summary>
    public bool IsOfElement { get; init; }

    /// <summary>Writes them one after the other.</summary>
    /// <exception cref="UnusableValueException">A value is missing, or cannot stand there.</exception>
    public static void Render(TemplatePart[] parts, Scope scope, IBufferWriter<byte> output)
    {
        var sink = new ByteSink(output);
        foreach (ref readonly var part in parts.AsSpan()) part.Render(scope, ref sink);
        sink.Flush();
    }

    private void Render(Scope scope, ref ByteSink sink)
    {
        if (Literal is not null)
        {
            sink.Write(Literal);
            return;
        }

        var value = ValueIn(scope);
        if (value.Text is null)
        {
            ValueText.Write(value.Number, ref sink);
            return;
        }

        if (IsSegment || Use == TemplateUse.Header) Check(value.Text);
        if (IsWholeJson) sink.Write((byte)'"');
        ValueText.Write(value.Text, Use, ref sink);
        if (IsWholeJson) sink.Write((byte)'"');
    }

    /// <summary>Its value, which is given.</summary>
    /// <exception cref="UnusableValueException">It is missing.</exception>
    public Value ValueIn(Scope scope)
    {
        if (Path is null)
        {
            var value = scope[Slot];
            return value.IsGiven ? value : throw new UnusableValueException($"{Name} has no value yet.");
        }

        var json = IsOfElement ? scope.Element : scope.Answer;
        return Path.Text(json.Span) is { } text
            ? Value.Of(text)
            : throw new UnusableValueException($"{Name} cannot be used: {JsonExplanation.Of(Path, json.Span)}.");
    }

    private void Check(string text)
    {
        if (IsSegment && text is "" or "." or "..")
            throw new UnusableValueException($"The value of {Name} is \"{text}\", which a path cannot hold: it would name something else.");
        if (Use != TemplateUse.Header) return;

        var control = IndexOfControl(text);
        if (control < 0) return;
        throw new UnusableValueException(string.Create(
            CultureInfo.InvariantCulture,
            $"The value of {Name} cannot stand in a header: character {control + 1} of \"{Start(text)}\" is the control character U+{(int)text[control]:X4}."));
    }

    /// <summary>Index of the first character that no header may hold, or −1.</summary>
    public static int IndexOfControl(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsControl(text[i])) return i;
        return -1;
    }

    private static string Start(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "…";
}
