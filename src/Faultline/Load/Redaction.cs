namespace Faultline.Load;

/// <summary>How secrets are hidden in a text that is kept.</summary>
/// <param name="Hide">Hides them.</param>
/// <param name="Longest">The longest, in bytes of UTF-8; 0 where there are none.</param>
internal sealed record Redaction(Func<string, string> Hide, int Longest)
{
    /// <summary>Nothing is to be hidden.</summary>
    public static Redaction None { get; } = new(text => text, Longest: 0);
}
