using Faultline.Experiments;
using Spectre.Console;

namespace Faultline.Cli.Terminal;

/// <summary>Text that is drawn by Spectre.Console and not by us, so that it is only text there.</summary>
internal static class MarkupText
{
    /// <summary>The most characters of a cell, or of a row of the live view.</summary>
    public const int LongestCell = 300;

    /// <summary>A line, as markup.</summary>
    public static string Line(string text) => Markup.Escape(ToldText.Line(text));

    /// <summary>What stands beside others, as markup.</summary>
    public static string Cell(string text) => Markup.Escape(ToldText.Line(text, LongestCell));
}
