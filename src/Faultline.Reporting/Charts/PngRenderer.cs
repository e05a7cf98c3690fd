using Faultline.Histories;
using SkiaSharp;

namespace Faultline.Reporting.Charts;

/// <summary>Renders charts as PNG, with title and description above them, on white.</summary>
internal static class PngRenderer
{
    /// <summary>Pixels of the picture for one of the chart: sharp on a screen of high density and in print.</summary>
    public const int Scale = 2;

    private const float Margin = 14;
    private const float TitleSize = 18;
    private const float TextSize = 12;
    private const float LineHeight = 17;
    private const int MostLines = 4;

    // Figures are mostly white: trying every filter on every line takes long and saves nothing.
    private static SKPngEncoderOptions Encoding => new(SKPngEncoderFilterFlags.NoFilters, 6);

    /// <summary>Draws one chart.</summary>
    /// <exception cref="DrawingUnavailableException">The library that draws cannot be used on this machine.</exception>
    public static byte[] Render(Chart chart)
    {
        try
        {
            return Draw(chart);
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new DrawingUnavailableException(e);
        }
    }

    private static byte[] Draw(Chart chart)
    {
        using var titleFont = Fonts.Of(bold: true, TitleSize);
        using var textFont = Fonts.Of(bold: false, TextSize);
        var title = Lines(chart.Title, titleFont).Take(1).ToList();
        var text = Lines(chart.Description, textFont).Take(MostLines).ToList();
        var painter = new ChartPainter(chart);
        var top = 24 + TitleSize + LineHeight * text.Count;
        var (width, height) = ((int)ChartPainter.Width, (int)Math.Ceiling(top + painter.Height + Margin));

        using var surface = SKSurface.Create(new SKImageInfo(width * Scale, height * Scale, SKColorType.Rgba8888, SKAlphaType.Premul))
            ?? throw new InvalidOperationException($"A picture of {width * Scale} x {height * Scale} pixels does not fit into memory.");
        var pixels = surface.Canvas;
        pixels.Clear(Palette.Paper);
        pixels.Scale(Scale);
        using var ink = new SKPaint { Color = Palette.Of(Ink.Text), IsAntialias = true };
        foreach (var line in title)
            pixels.DrawText(line, Margin, 12 + TitleSize, SKTextAlign.Left, titleFont, ink);
        ink.Color = Palette.Of(Ink.Muted);
        foreach (var (i, line) in text.Index())
            pixels.DrawText(line, Margin, 16 + TitleSize + LineHeight * (i + 1), SKTextAlign.Left, textFont, ink);

        pixels.Translate(0, top);
        using var canvas = new SkiaCanvas(pixels);
        painter.Paint(canvas);
        using var image = surface.Snapshot();
        using var pixmap = image.PeekPixels();
        using var png = pixmap?.Encode(Encoding) ?? throw new InvalidOperationException("The picture cannot be encoded.");
        return png.ToArray();
    }

    /// <summary>The text broken into lines that fit, between words.</summary>
    private static IEnumerable<string> Lines(string text, SKFont font)
    {
        var line = "";
        foreach (var word in VisibleText.Of(text).Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && font.MeasureText(longer) > ChartPainter.Width - 2 * Margin)
            {
                yield return line;
                longer = word;
            }

            line = longer;
        }

        if (line.Length > 0)
            yield return line;
    }
}
