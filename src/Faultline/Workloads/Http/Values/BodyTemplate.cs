using System.Buffers;

namespace Faultline.Workloads.Http.Values;

/// <summary>
/// A body with variables: JSON (from maps and lists; a text that is only <c>$name</c> keeps the type of its value), a form, or text.
/// </summary>
internal abstract class BodyTemplate
{
    /// <summary>Its <c>Content-Type</c>.</summary>
    public abstract string ContentType { get; }

    /// <summary>Slots of the variables in it, each once.</summary>
    public abstract IReadOnlyList<int> Slots { get; }

    /// <summary>Writes it in UTF-8, without allocating.</summary>
    public abstract void Render(Scope scope, IBufferWriter<byte> output);
}

/// <summary>A JSON body under construction: what a reader of files, or a program, hands over.</summary>
internal abstract record BodyNode;

/// <summary>A map.</summary>
internal sealed record BodyMap(IReadOnlyList<(string Name, BodyNode Value)> Members) : BodyNode;

/// <summary>A list.</summary>
internal sealed record BodyList(IReadOnlyList<BodyNode> Items) : BodyNode;

/// <summary>A text with variables; where it is one variable alone, the value keeps its type.</summary>
internal sealed record BodyText(Template Text) : BodyNode;

/// <summary>A number, true, false or null, as JSON writes it.</summary>
internal sealed record BodyLiteral(string Json) : BodyNode;

/// <summary>Makes bodies.</summary>
internal static class Bodies
{
    /// <summary>JSON.</summary>
    public static BodyTemplate Json(BodyNode root) => throw new NotImplementedException();

    /// <summary><c>application/x-www-form-urlencoded</c>.</summary>
    public static BodyTemplate Form(IReadOnlyList<(string Name, Template Value)> fields) => throw new NotImplementedException();

    /// <summary>Text of a type.</summary>
    public static BodyTemplate Text(Template text, string contentType) => throw new NotImplementedException();
}
