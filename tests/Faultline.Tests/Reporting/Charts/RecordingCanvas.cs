using Faultline.Reporting.Charts;

namespace Faultline.Tests.Reporting.Charts;

/// <summary>A canvas that remembers what was painted on it.</summary>
internal sealed class RecordingCanvas : ICanvas
{
    public List<(double X, double Y, double Width, double Height, Ink Ink)> Rectangles { get; } = [];

    public List<(double X, double Y, string Text, Anchor Anchor)> Texts { get; } = [];

    public List<(double X, double Y, Symbol Symbol)> Symbols { get; } = [];

    public List<(double X1, double Y1, double X2, double Y2, Ink Ink)> Lines { get; } = [];

    public void Line(double x1, double y1, double x2, double y2, Ink ink, double width = 1, string? dash = null) => Lines.Add((x1, y1, x2, y2, ink));

    public void Polyline(IReadOnlyList<Point> points, Ink ink, double width, string? dash)
    {
    }

    public void Area(IReadOnlyList<Point> points, Ink ink, double opacity)
    {
    }

    public void Rectangle(double x, double y, double width, double height, Ink ink, double opacity, bool outlined = false, string text = "") =>
        Rectangles.Add((x, y, width, height, ink));

    public void Text(double x, double y, string text, Ink ink, Anchor anchor = Anchor.Start, bool bold = false) => Texts.Add((x, y, text, anchor));

    public void Symbol(double x, double y, Symbol symbol, Ink ink, string text = "") => Symbols.Add((x, y, symbol));

    public void Readout(double x, double y, double width, double height, string text)
    {
    }
}
