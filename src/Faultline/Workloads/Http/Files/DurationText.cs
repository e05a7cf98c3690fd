using System.Text.RegularExpressions;
using Faultline.Configuration;

namespace Faultline.Workloads.Http.Files;

/// <summary>Times as a file writes them: <c>300ms</c>, <c>20s</c>, <c>5m</c>, <c>1h</c>, and from one to another, <c>1s..3s</c>.</summary>
internal static partial class DurationText
{
    // Eleven days: longer than anybody waits, and shorter than what a timer can.
    private const double MostSeconds = 1_000_000;

    /// <summary>The time, or null where the text is none or is too long.</summary>
    public static TimeSpan? Of(string text)
    {
        if (Grammar().Match(text) is not { Success: true } match || NumberText.Number(YamlScalar.WithoutSeparators(match.Groups[1].Value)) is not { } number) return null;

        var seconds = number * match.Groups[2].Value switch
        {
            "ms" => 0.001,
            "m" => 60,
            "h" => 3600,
            _ => 1,
        };
        return seconds <= MostSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>The shortest and the longest of two with two dots between them; of one, it twice; null where they are none.</summary>
    public static (TimeSpan Shortest, TimeSpan Longest)? Range(string text)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0) return Of(text) is { } one ? (one, one) : null;
        return Of(text[..dots]) is { } shortest && Of(text[(dots + 2)..]) is { } longest ? (shortest, longest) : null;
    }

    [GeneratedRegex(@"\A([0-9][0-9_]*(?:\.[0-9]+)?)(ms|s|m|h)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}
