namespace Faultline.Reporting.Charts;

/// <summary>Paints series over their y-axis.</summary>
internal static class PlotPainter
{
    public static void Paint(ICanvas canvas, Frame frame, PlotPanel panel, double top)
    {
        var (upper, lower) = (top + Frame.TitleHeight, top + Frame.TitleHeight + panel.Height);
        foreach (var tick in panel.Y.Ticks)
        {
            var y = Y(panel.Y, tick.Value, upper, lower);
            canvas.Line(frame.Left, y, frame.Right, y, Ink.Grid);
            canvas.Text(frame.Left - 8, y + 3.5, tick.Text, Ink.Muted, Anchor.End);
        }

        canvas.Text(frame.Left, top + 13, panel.Title, Ink.Text, bold: true);
        PaintLegend(canvas, frame, panel, top + 13);
        foreach (var series in panel.Series)
            PaintSeries(canvas, frame, panel.Y, series, upper, lower);
    }

    private static void PaintLegend(ICanvas canvas, Frame frame, PlotPanel panel, double baseline)
    {
        if (panel.Series.Count < 2)
            return;

        var x = frame.Right;
        foreach (var series in panel.Series.Reverse())
        {
            x -= Frame.TextWidth(series.Name);
            canvas.Text(x, baseline, series.Name, Ink.Muted);
            x -= 6;
            canvas.Line(x - 22, baseline - 4, x, baseline - 4, series.Ink, series.Width, series.Dash);
            x -= 22 + 16;
        }
    }

    private static void PaintSeries(ICanvas canvas, Frame frame, Axis axis, Series series, double upper, double lower)
    {
        foreach (var run in Unbroken(series.Points))
        {
            List<Point> line = [.. run.Select(p => new Point(frame.X(p.X), Y(axis, p.Y, upper, lower)))];
            if (series.Shape == Shape.Bars)
            {
                foreach (var point in line.Where(p => p.Y < lower))
                    canvas.Rectangle(point.X - 2, point.Y, 4, lower - point.Y, series.Ink, 1);
                continue;
            }

            if (series.Shape == Shape.Area)
                canvas.Area([new(line[0].X, lower), .. line, new(line[^1].X, lower)], series.Ink, 0.12);
            // A single measurement between two gaps is a line of no length: give it some.
            if (line.Count == 1)
                line = [new(line[0].X - 2, line[0].Y), new(line[0].X + 2, line[0].Y)];
            canvas.Polyline(line, series.Ink, series.Width, series.Dash);
        }
    }

    private static IEnumerable<List<Point>> Unbroken(IReadOnlyList<Point> points)
    {
        var run = new List<Point>();
        foreach (var point in points)
        {
            if (double.IsFinite(point.Y))
            {
                run.Add(point);
            }
            else if (run.Count > 0)
            {
                yield return run;
                run = [];
            }
        }

        if (run.Count > 0)
            yield return run;
    }

    private static double Y(Axis axis, double value, double upper, double lower) =>
        lower - axis.Position(value) * (lower - upper);
}
