namespace Faultline.Histories;

/// <summary>What a successful read returned: a number, a short text, or nothing that the scenario looks at.</summary>
public readonly record struct ReadValue
{
    /// <summary>The most characters of a text that the history keeps; longer ones are cut.</summary>
    public const int LongestText = 128;

    /// <summary>A number, or nothing.</summary>
    public ReadValue(long? number) => Number = number;

    /// <summary>A text.</summary>
    public ReadValue(string? text) => Text = text is { Length: > LongestText } ? Cut(text) : text;

    /// <summary>The number, where it is one.</summary>
    public long? Number { get; }

    /// <summary>The text, where it is one.</summary>
    public string? Text { get; }

    /// <summary>A number.</summary>
    public static implicit operator ReadValue(long number) => new(number);

    private static string Cut(string text) => text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)];
}
