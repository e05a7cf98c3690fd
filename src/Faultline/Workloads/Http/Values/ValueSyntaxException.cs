namespace Faultline.Workloads.Http.Values;

/// <summary>A text of a template, path or expression is not what it should be.</summary>
internal sealed class ValueSyntaxException(string message, int index) : Exception(message)
{
    /// <summary>Where in the text, from 0 to its length.</summary>
    public int Index { get; } = index;

    /// <summary>What would be right, or null.</summary>
    public string? Hint { get; init; }
}
