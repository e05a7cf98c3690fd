using System.Text;
using System.Text.RegularExpressions;
using Faultline.Histories;

namespace Faultline.Reporting.Markdown;

/// <summary>
/// Text from outside, encoded so that GitHub's and GitLab's Markdown show it and do nothing else with it: no markup,
/// no table cell that breaks, no person notified, no issue linked.
/// </summary>
internal static partial class MarkdownText
{
    // Stands between a sign and what would follow it, and is not seen.
    private const char Joiner = '\u2060';

    /// <summary>As a part of a sentence or of a table cell, on one line.</summary>
    public static string Of(string? text, int limit = int.MaxValue)
    {
        var line = Line(text, limit);
        if (line.Length == 0) return Figures.None;

        var encoded = new StringBuilder(line.Length);
        foreach (var (i, c) in line.Index())
        {
            _ = c switch
            {
                '<' => encoded.Append("&lt;"),
                '>' => encoded.Append("&gt;"),
                '&' => encoded.Append("&amp;"),
                // A backslash does not keep a cell together where another one stands before it.
                '|' => encoded.Append("&#124;"),
                '@' or '#' => encoded.Append(c).Append(Joiner),
                // Addresses are made links where they are not broken.
                ':' when line.AsSpan(i).StartsWith("://") => encoded.Append("\\:"),
                '.' when line.AsSpan(0, i).EndsWith("www", StringComparison.OrdinalIgnoreCase) => encoded.Append("\\."),
                '\\' or '`' or '*' or '_' or '[' or ']' or '~' or '!' or '$' => encoded.Append('\\').Append(c),
                _ => encoded.Append(c),
            };
        }

        return StartsBlock().Replace(encoded.ToString(), @"$1\$2");
    }

    /// <summary>As code, on one line; fit for a table cell too.</summary>
    public static string Code(string? text, int limit = int.MaxValue)
    {
        var line = Line(text, limit);
        if (line.Length == 0) return Figures.None;
        // No escape keeps a bar inside code from ending the cell whatever stands before it.
        if (line.Contains('|', StringComparison.Ordinal)) return Of(text, limit);

        var fence = Fence(line, 1);
        var space = line[0] is '`' || line[^1] is '`' ? " " : "";
        return $"{fence}{space}{line}{space}{fence}";
    }

    /// <summary>As lines of code.</summary>
    public static string Block(string text, string language, int limit)
    {
        var shown = VisibleText.Of(text, limit);
        var fence = Fence(shown, 3);
        return $"{fence}{language}\n{shown}\n{fence}";
    }

    private static string Line(string? text, int limit) =>
        Whitespace().Replace(VisibleText.Of(text ?? "", limit), " ").Trim();

    /// <summary>One backtick more than the text has in a row.</summary>
    private static string Fence(string text, int least)
    {
        var longest = Backticks().Matches(text).Select(m => m.Length).DefaultIfEmpty().Max();
        return new string('`', Math.Max(least, longest + 1));
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();

    [GeneratedRegex("`+")]
    private static partial Regex Backticks();

    // A list, a numbered list or an underline.
    [GeneratedRegex(@"^(\d{0,9})([-+=.)])")]
    private static partial Regex StartsBlock();
}
