namespace Faultline.Workloads.Http.Values;

/// <summary>A variable's value: nothing, a whole number, or a text.</summary>
internal readonly record struct Value(string? Text, long Number)
{
    /// <summary>Whether it was given.</summary>
    public bool IsGiven => Text is not null || IsNumber;

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber { get; private init; }

    /// <summary>A number.</summary>
    public static Value Of(long number) => new(null, number) { IsNumber = true };

    /// <summary>A text.</summary>
    public static Value Of(string text) => new(text, 0);
}
