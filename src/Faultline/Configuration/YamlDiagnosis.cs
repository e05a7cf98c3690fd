using YamlDotNet.Core;

namespace Faultline.Configuration;

/// <summary>Says in a reader's words why a text is no YAML.</summary>
internal static class YamlDiagnosis
{
    /// <summary>What the parser stumbled over.</summary>
    public static ConfigurationException Explain(string path, string text, TextPlaces places, YamlException e)
    {
        var at = (int)Math.Clamp(e.Start.Index, 0, text.Length);
        return IndentingTab(text, at, (int)Math.Clamp(e.End.Index, at, text.Length)) is >= 0 and var tab
            ? Error(path, places.At(tab), "a tab must not indent a line", "YAML is indented with spaces.")
            : Error(path, places.At(at), Sentence(e.Message), Hint(text, at));
    }

    /// <summary>An error at a place.</summary>
    public static ConfigurationException Error(string path, ConfigPlace place, string message, string? hint = null) =>
        new(new ConfigurationError(message, path, place.Line, place.Column, place.Excerpt, hint));

    // In the lines that the parser was at, and the next one; -1 where none is indented by one.
    private static int IndentingTab(string text, int from, int to)
    {
        to = text.IndexOf('\n', to) is >= 0 and var next ? next + 1 : text.Length;
        var start = from == 0 ? 0 : text.LastIndexOf('\n', from - 1) + 1;
        while (start <= to && start < text.Length)
        {
            var line = text.AsSpan(start);
            var tab = line[..^line.TrimStart(" \t").Length].IndexOf('\t');
            if (tab >= 0) return start + tab;

            var end = line.IndexOf('\n');
            if (end < 0) break;
            start += end + 1;
        }

        return -1;
    }

    private static string Sentence(string message)
    {
        var text = message.Trim().TrimEnd('.');
        return text.Length == 0 ? "this is not YAML" : $"this is not YAML: {char.ToLowerInvariant(text[0])}{text[1..]}";
    }

    private static string? Hint(string text, int at)
    {
        var character = at < text.Length ? text[at] : '\0';
        return character switch
        {
            '@' or '`' => $"A text that begins with {character} stands in quotes.",
            '{' or '}' or '[' or ']' or ',' => "Inside { } and [ ], a text with a comma or a bracket stands in quotes; \"{ \" opens a map and \"[ \" a list.",
            ':' => "A text with \": \" in it stands in quotes.",
            _ => null,
        };
    }
}
