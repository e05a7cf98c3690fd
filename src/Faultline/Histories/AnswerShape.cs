using System.Text;

namespace Faultline.Histories;

/// <summary>What answers that say the same have in common.</summary>
internal static class AnswerShape
{
    // Texts are cut when they are recorded: what stands behind this may be half a word of any length.
    private const int Longest = 300;

    /// <summary>
    /// A text with every word that holds a digit (ids, amounts, times) replaced by one sign, and with every HTML tag and
    /// run of blanks replaced by one blank; at most 300 characters of it.
    /// </summary>
    public static string Of(string text)
    {
        const char AnyNumber = '#';
        if (text.Length <= Longest && !text.AsSpan().ContainsAnyInRange('0', '9') && !text.AsSpan().ContainsAny('<', '\n', '\t')) return text;

        var shape = new StringBuilder(Math.Min(text.Length, Longest));
        for (var start = 0; start < text.Length && shape.Length < Longest;)
        {
            var end = start;
            while (end < text.Length && IsWord(text[end])) end++;
            var word = text.AsSpan(start, end - start);
            if (word.ContainsAnyInRange('0', '9')) shape.Append(AnyNumber);
            else shape.Append(word);
            if (end == text.Length) break;
            var isTag = IsTag(text, end);
            if (isTag) end = text.IndexOf('>', end) is var close and >= 0 ? close : text.Length - 1;
            if (!isTag && !char.IsWhiteSpace(text[end])) shape.Append(text[end]);
            else if (shape.Length > 0 && shape[^1] != ' ') shape.Append(' ');
            start = end + 1;
        }

        if (shape.Length > Longest) shape.Length = Longest;
        return shape.ToString().TrimEnd();
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '-' or '_';

    private static bool IsTag(string text, int at) =>
        text[at] == '<' && at + 1 < text.Length && (char.IsAsciiLetter(text[at + 1]) || text[at + 1] is '/' or '!');
}
