using System.Buffers;

namespace Faultline.Workloads.Http.Values;

/// <summary>What the rendered text goes into, which decides what is escaped and what is refused.</summary>
internal enum TemplateUse
{
    /// <summary>A path: all of a value but unreserved characters is percent-encoded (RFC 3986).</summary>
    Path,

    /// <summary>A header: values with CR, LF or other control characters are refused.</summary>
    Header,

    /// <summary>Between the quotes of a JSON text.</summary>
    Json,

    /// <summary>As it is: a key, a log line.</summary>
    Text,
}

/// <summary>A text with variables, <c>/accounts/$id</c>: literal parts and slots. <c>$$</c> is a dollar sign, <c>$env.NAME</c> a secret of the environment.</summary>
internal sealed class Template
{
    /// <summary>As it was written.</summary>
    public string Source => throw new NotImplementedException();

    /// <summary>Slots of the variables in it, each once.</summary>
    public IReadOnlyList<int> Slots => throw new NotImplementedException();

    /// <summary>Reads a template.</summary>
    /// <exception cref="ValueSyntaxException">It is none; carries the place in the text.</exception>
    public static Template Parse(string text, VariableTable variables, TemplateUse use) => throw new NotImplementedException();

    /// <summary>Writes it in UTF-8, without allocating.</summary>
    /// <exception cref="UnusableValueException">A value is missing, or cannot stand there.</exception>
    public void Render(Scope scope, IBufferWriter<byte> output) => throw new NotImplementedException();

    /// <summary>As text.</summary>
    public string Render(Scope scope) => throw new NotImplementedException();
}

/// <summary>A text of a template, path or expression is not what it should be.</summary>
internal sealed class ValueSyntaxException(string message, int index) : Exception(message)
{
    /// <summary>Where in the text, from 0.</summary>
    public int Index { get; } = index;

    /// <summary>What would be right, or null.</summary>
    public string? Hint { get; init; }
}

/// <summary>A value that came up during a run cannot be used where it was asked for; the sentence says which and why.</summary>
internal sealed class UnusableValueException(string message) : Exception(message);
