using System.Globalization;
using Faultline.Configuration;

namespace Faultline.Workloads.Http.Files;

/// <summary>Whole numbers of 64 bits as a file writes them, also with <c>_</c> between digits; never through a double.</summary>
internal static class WholeText
{
    /// <summary>The number that a value is; null where it is none.</summary>
    public static long? Of(ConfigNode node) => node.Kind == ConfigKind.Number ? Of(node.Text) : null;

    /// <summary>The number that a text is; null where it is none, or out of range.</summary>
    public static long? Of(string text) =>
        long.TryParse(YamlScalar.WithoutSeparators(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
