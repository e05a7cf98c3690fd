using System.Buffers;

namespace Faultline.Workloads.Http.Values;

/// <summary>
/// A body with variables: JSON (from maps and lists; a text that is only <c>$name</c> keeps the type of its value), a form, or text.
/// </summary>
internal sealed class BodyTemplate
{
    private readonly TemplatePart[] _parts;

    /// <param name="contentType">Its <c>Content-Type</c>.</param>
    /// <param name="parts">Its pieces.</param>
    /// <param name="slots">Slots of the variables in it.</param>
    internal BodyTemplate(string contentType, TemplatePart[] parts, IEnumerable<int> slots)
    {
        (ContentType, _parts) = (contentType, parts);
        Slots = [.. slots.Distinct()];
    }

    /// <summary>Its <c>Content-Type</c>.</summary>
    public string ContentType { get; }

    /// <summary>Slots of the variables in it, each once.</summary>
    public IReadOnlyList<int> Slots { get; }

    /// <summary>Writes it in UTF-8, without allocating.</summary>
    /// <exception cref="UnusableValueException">A value is missing, or cannot stand there.</exception>
    public void Render(Scope scope, IBufferWriter<byte> output) => TemplatePart.Render(_parts, scope, output);
}
