using Faultline.Reporting.Charts;

namespace Faultline.Reporting.Runs;

/// <summary>What the charts over scenarios have in common.</summary>
internal static class ScenarioBars
{
    /// <summary>More scenarios than this are not told apart in one picture; the worst are shown.</summary>
    public const int Most = 20;

    public static Key PerRun { get; } = new(Symbol.Ring, Ink.Text, "a run, where there are several");

    /// <summary>The title with how many of all are shown.</summary>
    public static string Title(string title, int shown, int total, string what) =>
        shown < total ? $"{title} ({Figures.Count(shown)} of {Figures.Count(total)} {what} shown)" : title;

    /// <summary>
    /// A bar for a figure of a scenario: from 0 to its value, or over all values of several runs with a mark for each.
    /// </summary>
    public static Bar Of(string label, Spread spread, Ink ink, Func<long, string> write)
    {
        var text = spread.Text(write);
        if (spread.Values.Count == 0)
            return new(label, text);

        var several = spread.Values.Count > 1;
        return new(label, text)
        {
            Segments = [new(Math.Min(0, spread.Lowest), Math.Max(0, spread.Highest), ink, Light: several, text)],
            Marks = several ? [.. spread.Values.Distinct().Select(value => new Mark(value, Symbol.Ring, Ink.Text, write(value)))] : [],
        };
    }

    /// <summary>A chart of one panel of bars, its columns as wide as what stands in them.</summary>
    public static Chart Chart(string title, string description, Axis axis, BarPanel panel) => new(title, description, axis, [panel])
    {
        LabelWidth = panel.Groups.Count == 0 ? 14 : BarPainter.LabelWidth(panel.Groups),
        ValueWidth = panel.Groups.Count == 0 ? 14 : BarPainter.ValueWidth(panel.Groups),
    };
}
