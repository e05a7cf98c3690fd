using System.Globalization;
using System.Xml;
using Faultline.Histories;

namespace Faultline.Reporting.Charts;

/// <summary>Paints into SVG. Colours are classes that <c>chart.css</c> defines, so that they follow the reader's scheme.</summary>
internal sealed class SvgCanvas(XmlWriter svg) : ICanvas
{
    public void Line(double x1, double y1, double x2, double y2, Ink ink, double width = 1, string? dash = null)
    {
        svg.WriteStartElement("path");
        Stroke(ink, width, dash);
        svg.WriteAttributeString("d", $"M{N(x1)} {N(y1)}L{N(x2)} {N(y2)}");
        svg.WriteEndElement();
    }

    public void Polyline(IReadOnlyList<Point> points, Ink ink, double width, string? dash)
    {
        svg.WriteStartElement("path");
        Stroke(ink, width, dash);
        svg.WriteAttributeString("d", Path(points));
        svg.WriteEndElement();
    }

    public void Area(IReadOnlyList<Point> points, Ink ink, double opacity)
    {
        svg.WriteStartElement("path");
        Fill(ink, opacity);
        svg.WriteAttributeString("d", Path(points) + "Z");
        svg.WriteEndElement();
    }

    public void Rectangle(double x, double y, double width, double height, Ink ink, double opacity, bool outlined = false, string text = "")
    {
        svg.WriteStartElement("rect");
        Box(x, y, width, height);
        Fill(ink, opacity, outlined ? "f o" : "f");
        Tooltip(text);
        svg.WriteEndElement();
    }

    public void Text(double x, double y, string text, Ink ink, Anchor anchor = Anchor.Start, bool bold = false)
    {
        svg.WriteStartElement("text");
        svg.WriteAttributeString("class", Class(bold ? "f b" : "f", ink));
        svg.WriteAttributeString("x", N(x));
        svg.WriteAttributeString("y", N(y));
        if (anchor != Anchor.Start)
            svg.WriteAttributeString("text-anchor", anchor == Anchor.End ? "end" : "middle");
        svg.WriteString(VisibleText.Of(text));
        svg.WriteEndElement();
    }

    public void Symbol(double x, double y, Symbol symbol, Ink ink, string text = "")
    {
        svg.WriteStartElement("path");
        svg.WriteAttributeString("class", Class(SymbolPath.IsFilled(symbol) ? "m f" : "m s", ink));
        svg.WriteAttributeString("transform", $"translate({N(x)} {N(y)})");
        svg.WriteAttributeString("d", SymbolPath.Of(symbol));
        Tooltip(text);
        svg.WriteEndElement();
    }

    public void Readout(double x, double y, double width, double height, string text)
    {
        svg.WriteStartElement("rect");
        Box(x, y, width, height);
        svg.WriteAttributeString("class", "r");
        Tooltip(text);
        svg.WriteEndElement();
    }

    private void Tooltip(string text)
    {
        if (text.Length > 0)
            svg.WriteElementString("title", VisibleText.Of(text));
    }

    private void Box(double x, double y, double width, double height)
    {
        svg.WriteAttributeString("x", N(x));
        svg.WriteAttributeString("y", N(y));
        svg.WriteAttributeString("width", N(width));
        svg.WriteAttributeString("height", N(height));
    }

    private void Stroke(Ink ink, double width, string? dash)
    {
        svg.WriteAttributeString("class", Class("s", ink));
        if (width != 1)
            svg.WriteAttributeString("stroke-width", N(width));
        if (dash is not null)
            svg.WriteAttributeString("stroke-dasharray", dash);
    }

    private void Fill(Ink ink, double opacity, string role = "f")
    {
        svg.WriteAttributeString("class", Class(role, ink));
        if (opacity < 1)
            svg.WriteAttributeString("fill-opacity", opacity.ToString("0.##", CultureInfo.InvariantCulture));
    }

    private static string Class(string role, Ink ink) => ink switch
    {
        Ink.Text => role + " i-text",
        Ink.Muted => role + " i-muted",
        Ink.Grid => role + " i-grid",
        Ink.Good => role + " i-good",
        Ink.Bad => role + " i-bad",
        Ink.Strong => role + " i-strong",
        Ink.Soft => role + " i-soft",
        Ink.Doubt => role + " i-doubt",
    };

    private static string Path(IReadOnlyList<Point> points) =>
        "M" + string.Join("L", points.Select(p => $"{N(p.X)} {N(p.Y)}"));

    // A tenth of a pixel is finer than any screen shows, and keeps the page small.
    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
