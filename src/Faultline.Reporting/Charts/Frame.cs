namespace Faultline.Reporting.Charts;

/// <summary>The part of the surface that holds data: all panels share its left and right edge.</summary>
internal sealed record Frame(Axis Axis, double Left, double Right)
{
    /// <summary>Height of the row above a panel that holds its title and legend.</summary>
    public const double TitleHeight = 20;

    // Mean width of a character at 11 px in the common system fonts; only legends are set by it.
    private const double CharacterWidth = 6.1;

    public double X(double value) => Left + Axis.Position(value) * (Right - Left);

    public static double TextWidth(string text) => text.Length * CharacterWidth;

    /// <summary>A label that fits left of the data, its beginning cut off where it must be: instances of one project differ at the end.</summary>
    public static string Fit(string label) => label.Length <= 20 ? label : "…" + label[^19..];

    /// <summary>A label that fits into a width, cut in its middle where it must be: long names differ at their ends.</summary>
    public static string Fit(string label, double width)
    {
        var most = Math.Max(5, (int)(width / CharacterWidth));
        if (label.Length <= most)
            return label;
        var end = (most - 1) / 2;
        return $"{label[..(most - 1 - end)]}…{label[^end..]}";
    }
}
