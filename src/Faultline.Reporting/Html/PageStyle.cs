using Faultline.Reporting.Charts;

namespace Faultline.Reporting.Html;

/// <summary>The style sheet of the page, put into it.</summary>
internal static class PageStyle
{
    public static string Css { get; } = EmbeddedText.Read("page.css") + SvgRenderer.Style;
}
