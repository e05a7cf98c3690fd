using System.Globalization;
using Faultline.Configuration;
using Faultline.Histories;

namespace Faultline.Experiments;

/// <summary>
/// What a person is told, wherever its parts come from: an answer, a file, an engine, a name. Every line goes through
/// here where it is written to a terminal or to a log; a text of the outside world is never more than text in it.
/// </summary>
public static class ToldText
{
    /// <summary>The most characters of one line.</summary>
    public const int LongestLine = 4000;

    // In characters: how far behind the cut the end of one is looked for.
    private const int LongestSecret = 2400;

    /// <summary>
    /// The text on one line: what is not seen, turns the reading order or ends the line as a visible sign, secrets of
    /// addresses hidden, and cut to a limit (in characters), saying how long it was.
    /// </summary>
    public static string Line(string text, int limit = LongestLine)
    {
        // Secrets are hidden before the text is cut: half of one is no longer known for what it is.
        var start = text.Length <= limit + LongestSecret ? text : text[..(limit + LongestSecret)];
        var shown = VisibleText.Line(UrlText.WithoutSecrets(start));
        if (start.Length == text.Length && shown.Length <= limit) return shown;

        var end = Math.Min(shown.Length, limit);
        if (char.IsHighSurrogate(shown[end - 1])) end--;
        return string.Create(CultureInfo.InvariantCulture, $"{shown.AsSpan(0, end)}… ({text.Length:N0} characters)");
    }
}
