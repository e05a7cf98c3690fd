using System.Globalization;
using System.Text;

namespace Faultline.Histories;

/// <summary>
/// Text from a system under test, made fit to be seen. Markup in it is left as it is: whoever writes a file
/// encodes it for that file.
/// </summary>
public static class VisibleText
{
    private const string Unseen = "\uFFFD";

    /// <summary>
    /// Replaces what is not seen or turns the reading order by a visible sign, and what XML cannot hold,
    /// and cuts the text, saying how long it was.
    /// </summary>
    public static string Of(string text, int limit = int.MaxValue) => Shown(text, limit, isLine: false);

    /// <summary>The same on one line: line ends too become signs, so that a text cannot pass for a line of its own.</summary>
    public static string Line(string text, int limit = int.MaxValue) => Shown(text, limit, isLine: true);

    private static string Shown(string text, int limit, bool isLine)
    {
        if (text.Length <= limit && IsPlain(text)) return text;
        var shown = new StringBuilder(Math.Min(text.Length, limit));
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length + rune.Utf16SequenceLength > limit)
                return $"{shown}… ({text.Length.ToString("N0", CultureInfo.InvariantCulture)} characters)";
            shown.Append(Sign(rune, isLine));
        }

        return shown.ToString();
    }

    // Nearly all that is shown.
    private static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private static string Sign(Rune rune, bool isLine) => rune.Value switch
    {
        '\t' => "\t",
        '\n' when !isLine => "\n",
        // Unicode's pictures of control characters: U+0007 is shown as U+2407.
        < 0x20 => ((char)(0x2400 + rune.Value)).ToString(),
        < 0x7F => ((char)rune.Value).ToString(),
        0x7F => "\u2421",
        0xFFFE or 0xFFFF => Unseen,
        _ => Rune.GetUnicodeCategory(rune) is var category && (IsUnseen(category) || IsBlankLetter(rune.Value)) ? Unseen : rune.ToString(),
    };

    // Format: marks that turn the reading order, with which a text can look like another, marks of no width, and tags.
    private static bool IsUnseen(UnicodeCategory category) => category
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // Of other categories, and yet nothing is seen of them: fillers, joiners and the supplementary variation selectors
    // (Default_Ignorable_Code_Point in Unicode's DerivedCoreProperties.txt; the first 16 selectors are part of signs).
    private static bool IsBlankLetter(int value) => value
        is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2065 or 0x3164 or 0xFFA0
        or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF);
}
