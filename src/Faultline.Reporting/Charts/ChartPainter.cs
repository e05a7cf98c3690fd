namespace Faultline.Reporting.Charts;

/// <summary>Lays a chart out and paints it; knows nothing of the surface.</summary>
internal sealed class ChartPainter(Chart chart)
{
    public const double Width = 1040;

    private const double Top = 4;
    private const double AxisHeight = 38;
    private const double PanelGap = 16;

    /// <summary>Height of the whole figure.</summary>
    public double Height => Bottom + AxisHeight;

    private double Bottom => Top + chart.Panels.Sum(panel => PanelHeight(panel) + PanelGap) - PanelGap;

    public void Paint(ICanvas canvas)
    {
        var frame = new Frame(chart.X, Left: chart.LabelWidth, Right: Width - chart.ValueWidth);
        PaintBands(canvas, frame);

        var y = Top;
        double? plots = null;
        foreach (var panel in chart.Panels)
        {
            var body = y + Frame.TitleHeight;
            PaintGrid(canvas, frame, body, y + PanelHeight(panel));
            switch (panel)
            {
                case PlotPanel plot:
                    plots ??= body;
                    PlotPainter.Paint(canvas, frame, plot, y);
                    break;
                case LanePanel lanes:
                    LanePainter.Paint(canvas, frame, lanes, y);
                    break;
                case BarPanel bars:
                    BarPainter.Paint(canvas, frame, bars, y);
                    break;
            }

            y += PanelHeight(panel) + PanelGap;
        }

        PaintAxis(canvas, frame);
        if (plots is { } top)
            foreach (var readout in chart.Readouts)
                canvas.Readout(frame.X(readout.From), top, frame.X(readout.To) - frame.X(readout.From), Bottom - top, readout.Text);
    }

    private static double PanelHeight(Panel panel) => Frame.TitleHeight + panel switch
    {
        PlotPanel plot => plot.Height,
        LanePanel lanes => LanePainter.LaneHeight * lanes.Lanes.Count,
        BarPanel bars => BarPainter.Height(bars),
        _ => 0,
    };

    private void PaintBands(ICanvas canvas, Frame frame)
    {
        foreach (var band in chart.Bands)
        {
            var (from, to) = (frame.X(band.From), frame.X(band.To));
            canvas.Rectangle(from, Top + Frame.TitleHeight, Math.Max(1, to - from), Bottom - Top - Frame.TitleHeight, Ink.Bad, 0.09, text: band.Label);
        }
    }

    private void PaintGrid(ICanvas canvas, Frame frame, double top, double bottom)
    {
        foreach (var tick in chart.X.Ticks)
            canvas.Line(frame.X(tick.Value), top, frame.X(tick.Value), bottom, Ink.Grid);
    }

    private void PaintAxis(ICanvas canvas, Frame frame)
    {
        foreach (var tick in chart.X.Ticks)
            canvas.Text(frame.X(tick.Value), Bottom + 15, tick.Text, Ink.Muted, Anchor.Middle);
        canvas.Text(frame.Right, Bottom + 32, chart.X.Unit, Ink.Muted, Anchor.End);
    }
}
