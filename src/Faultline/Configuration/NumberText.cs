using System.Globalization;
using System.Text.RegularExpressions;

namespace Faultline.Configuration;

/// <summary>
/// Numbers as they may be written on the command line: as JSON has them, so that an option and a file take the same.
/// <c>0.5</c> and <c>1e3</c> are numbers; <c>0,5</c>, <c>+5</c>, <c>5_000</c>, <c>.5</c>, <c>007</c>, a blank before or
/// behind, <c>NaN</c> and <c>Infinity</c> are not.
/// </summary>
public static partial class NumberText
{
    /// <summary>The number, or null where the text is none or is beyond what a double holds.</summary>
    public static double? Number(string text) =>
        Grammar().IsMatch(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;

    /// <summary>The number where it is a whole one of 32 bits, else null.</summary>
    public static int? Whole(string text) =>
        Number(text) is { } number && number is >= int.MinValue and <= int.MaxValue && Math.Floor(number) == number ? (int)number : null;

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}
