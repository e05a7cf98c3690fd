using System.Globalization;
using Faultline.Histories;
using SkiaSharp;

namespace Faultline.Reporting.Charts;

/// <summary>Draws into pixels. What a pointer would read is left out: a picture has none.</summary>
internal sealed class SkiaCanvas(SKCanvas canvas) : ICanvas, IDisposable
{
    private const float TextSize = 11;

    private readonly SKFont _regular = Fonts.Of(bold: false, TextSize);
    private readonly SKFont _bold = Fonts.Of(bold: true, TextSize);

    public void Line(double x1, double y1, double x2, double y2, Ink ink, double width = 1, string? dash = null) =>
        Polyline([new(x1, y1), new(x2, y2)], ink, width, dash);

    public void Polyline(IReadOnlyList<Point> points, Ink ink, double width, string? dash)
    {
        using var path = Path(points);
        using var paint = Stroke(ink, width);
        using var dashes = dash is null ? null : Dashes(dash);
        paint.PathEffect = dashes;
        canvas.DrawPath(path, paint);
    }

    public void Area(IReadOnlyList<Point> points, Ink ink, double opacity)
    {
        using var path = Path(points);
        using var paint = Fill(ink, opacity);
        canvas.DrawPath(path, paint);
    }

    public void Rectangle(double x, double y, double width, double height, Ink ink, double opacity, bool outlined = false, string text = "")
    {
        var box = SKRect.Create((float)x, (float)y, (float)width, (float)height);
        using var fill = Fill(ink, opacity);
        canvas.DrawRect(box, fill);
        if (!outlined)
            return;
        using var outline = Stroke(ink, 1);
        canvas.DrawRect(box, outline);
    }

    public void Text(double x, double y, string text, Ink ink, Anchor anchor = Anchor.Start, bool bold = false)
    {
        var align = anchor switch
        {
            Anchor.End => SKTextAlign.Right,
            Anchor.Middle => SKTextAlign.Center,
            Anchor.Start => SKTextAlign.Left,
        };
        using var paint = Fill(ink, 1);
        canvas.DrawText(VisibleText.Of(text), (float)x, (float)y, align, bold ? _bold : _regular, paint);
    }

    public void Symbol(double x, double y, Symbol symbol, Ink ink, string text = "")
    {
        using var path = SKPath.ParseSvgPathData(SymbolPath.Of(symbol));
        path.Transform(SKMatrix.CreateTranslation((float)x, (float)y));
        if (!SymbolPath.IsFilled(symbol))
        {
            using var stroke = Stroke(ink, 2);
            stroke.StrokeCap = SKStrokeCap.Round;
            canvas.DrawPath(path, stroke);
            return;
        }

        // Half of the rim lies under the shape, as on the page.
        using var rim = Stroke(ink, 1);
        rim.Color = Palette.Paper;
        canvas.DrawPath(path, rim);
        using var fill = Fill(ink, 1);
        canvas.DrawPath(path, fill);
    }

    public void Readout(double x, double y, double width, double height, string text)
    {
    }

    public void Dispose()
    {
        _regular.Dispose();
        _bold.Dispose();
    }

    private static SKPaint Stroke(Ink ink, double width) => new()
    {
        Color = Palette.Of(ink),
        Style = SKPaintStyle.Stroke,
        StrokeWidth = (float)width,
        StrokeJoin = SKStrokeJoin.Round,
        IsAntialias = true,
    };

    private static SKPaint Fill(Ink ink, double opacity) => new()
    {
        Color = Palette.Of(ink).WithAlpha((byte)Math.Round(opacity * 255)),
        Style = SKPaintStyle.Fill,
        IsAntialias = true,
    };

    private static SKPathEffect Dashes(string dash) =>
        SKPathEffect.CreateDash([.. dash.Split(' ').Select(part => float.Parse(part, CultureInfo.InvariantCulture))], 0);

    private static SKPath Path(IReadOnlyList<Point> points)
    {
        var path = new SKPath();
        path.AddPoly([.. points.Select(p => new SKPoint((float)p.X, (float)p.Y))], close: false);
        return path;
    }
}
