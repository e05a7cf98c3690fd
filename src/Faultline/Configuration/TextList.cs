namespace Faultline.Configuration;

/// <summary>Words as a list in a sentence: <c>users, seconds or requests per second</c>.</summary>
internal static class TextList
{
    /// <summary>The words with commas, and before the last of them a conjunction.</summary>
    public static string Of(IReadOnlyList<string> words, string conjunction) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} {conjunction} {words[^1]}";
}
