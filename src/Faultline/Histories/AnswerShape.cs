using System.Text;

namespace Faultline.Histories;

/// <summary>What answers that say the same have in common.</summary>
internal static class AnswerShape
{
    /// <summary>A text with every word that holds a digit (ids, amounts, times) replaced by one sign.</summary>
    public static string Of(string text)
    {
        const char AnyNumber = '#';
        if (!text.AsSpan().ContainsAnyInRange('0', '9')) return text;

        var shape = new StringBuilder(text.Length);
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && IsWord(text[end])) end++;
            var word = text.AsSpan(start, end - start);
            if (word.ContainsAnyInRange('0', '9')) shape.Append(AnyNumber);
            else shape.Append(word);
            if (end < text.Length) shape.Append(text[end++]);
            start = end;
        }

        return shape.ToString();
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '-' or '_';
}
