using System.Globalization;
using System.Text;

namespace Faultline.Histories;

/// <summary>
/// Text from a system under test, made fit to be seen. Markup in it is left as it is: whoever writes a file
/// encodes it for that file.
/// </summary>
public static class VisibleText
{
    /// <summary>
    /// Replaces what is not seen or turns the reading order by a visible sign, and what XML cannot hold,
    /// and cuts the text, saying how long it was.
    /// </summary>
    public static string Of(string text, int limit = int.MaxValue)
    {
        var shown = new StringBuilder(Math.Min(text.Length, limit));
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length + rune.Utf16SequenceLength > limit)
                return $"{shown}… ({text.Length.ToString("N0", CultureInfo.InvariantCulture)} characters)";
            shown.Append(rune.Value switch
            {
                '\n' or '\t' => rune.ToString(),
                // Unicode's pictures of control characters: U+0007 is shown as U+2407.
                < 0x20 => ((char)(0x2400 + rune.Value)).ToString(),
                0x7F => "\u2421",
                >= 0x80 and < 0xA0 or 0xFFFE or 0xFFFF => "\uFFFD",
                // Marks that reverse the reading order, with which a text can look like another.
                >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 => "\uFFFD",
                _ => rune.ToString(),
            });
        }

        return shown.ToString();
    }
}
