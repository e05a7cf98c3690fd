using System.Globalization;
using System.Text;
using System.Xml;
using Faultline.Histories;

namespace Faultline.Reporting.Charts;

/// <summary>Renders charts as SVG to be put into a page that holds <see cref="Style"/>.</summary>
internal static class SvgRenderer
{
    /// <summary>The style sheet that all charts of a page share; colours are variables of the page.</summary>
    public static string Style { get; } = EmbeddedText.Read("chart.css");

    /// <summary>Renders one chart.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="id">Unique in the page; names its title and description.</param>
    public static string Render(Chart chart, string id)
    {
        var painter = new ChartPainter(chart);
        var text = new StringBuilder();
        var settings = new XmlWriterSettings { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment };
        using (var svg = XmlWriter.Create(text, settings))
        {
            svg.WriteStartElement("svg");
            svg.WriteAttributeString("class", "chart");
            svg.WriteAttributeString("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {ChartPainter.Width:0} {painter.Height:0.#}"));
            svg.WriteAttributeString("role", "img");
            svg.WriteAttributeString("aria-labelledby", $"{id}-title {id}-description");
            WriteNamed(svg, "title", $"{id}-title", chart.Title);
            WriteNamed(svg, "desc", $"{id}-description", chart.Description);
            painter.Paint(new SvgCanvas(svg));
            svg.WriteEndElement();
        }

        return text.ToString();
    }

    private static void WriteNamed(XmlWriter svg, string element, string id, string text)
    {
        svg.WriteStartElement(element);
        svg.WriteAttributeString("id", id);
        svg.WriteString(VisibleText.Of(text));
        svg.WriteEndElement();
    }
}
