namespace Faultline.Reporting.Charts;

/// <summary>Where a text stands relative to its point.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>A surface that a chart is painted on; coordinates in pixels from the upper left corner.</summary>
internal interface ICanvas
{
    void Line(double x1, double y1, double x2, double y2, Ink ink, double width = 1, string? dash = null);

    void Polyline(IReadOnlyList<Point> points, Ink ink, double width, string? dash);

    /// <summary>A filled shape without an outline.</summary>
    void Area(IReadOnlyList<Point> points, Ink ink, double opacity);

    /// <summary>A filled rectangle, outlined if it is light, with a text for the pointer if there is one.</summary>
    void Rectangle(double x, double y, double width, double height, Ink ink, double opacity, bool outlined = false, string text = "");

    void Text(double x, double y, string text, Ink ink, Anchor anchor = Anchor.Start, bool bold = false);

    void Symbol(double x, double y, Symbol symbol, Ink ink, string text = "");

    /// <summary>A stretch that shows its text to a pointer and is else not seen.</summary>
    void Readout(double x, double y, double width, double height, string text);
}
