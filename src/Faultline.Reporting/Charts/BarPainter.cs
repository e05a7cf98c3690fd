namespace Faultline.Reporting.Charts;

/// <summary>Paints rows of horizontal bars: label on the left, bar over the axis, value on the right.</summary>
internal static class BarPainter
{
    private const double RowHeight = 22;
    private const double GroupGap = 8;
    private const double BarHeight = 11;

    // The narrowest bar that is seen: a value that is not 0 must not look like 0.
    private const double LeastWidth = 2;

    private const double Margin = 14;

    /// <summary>The column left of the data that holds all labels, within bounds.</summary>
    public static double LabelWidth(IReadOnlyList<BarGroup> groups) =>
        Math.Clamp(Margin + 10 + groups.SelectMany(g => g.Bars.Select(b => b.Label).Append(g.Label)).Select(Frame.TextWidth).DefaultIfEmpty(0).Max(), 132, 380);

    /// <summary>The column right of the data that holds all values, within bounds.</summary>
    public static double ValueWidth(IReadOnlyList<BarGroup> groups) =>
        Math.Clamp(Margin + 12 + groups.SelectMany(g => g.Bars).Select(b => Frame.TextWidth(b.Text)).DefaultIfEmpty(0).Max(), 60, 330);

    public static double Height(BarPanel panel) => panel.Groups.Count == 0
        ? RowHeight
        : panel.Groups.Sum(GroupHeight) + GroupGap * (panel.Groups.Count - 1);

    public static void Paint(ICanvas canvas, Frame frame, BarPanel panel, double top)
    {
        canvas.Text(frame.Left, top + 13, panel.Title, Ink.Text, bold: true);
        LanePainter.PaintLegend(canvas, frame with { Right = ChartPainter.Width - Margin }, panel.Keys, top + 13);
        var y = top + Frame.TitleHeight;
        if (panel.Groups.Count == 0)
        {
            canvas.Text(frame.Left, y + 16, panel.Empty, Ink.Muted);
            return;
        }

        canvas.Text(frame.Left - 8, top + 13, panel.Categories, Ink.Muted, Anchor.End);
        if (frame.Axis.Min < 0)
            canvas.Line(frame.X(0), y, frame.X(0), y + Height(panel), Ink.Muted);
        foreach (var group in panel.Groups)
        {
            PaintGroup(canvas, frame, group, y);
            y += GroupHeight(group) + GroupGap;
        }
    }

    private static void PaintGroup(ICanvas canvas, Frame frame, BarGroup group, double y)
    {
        if (group.Label.Length > 0)
        {
            canvas.Text(frame.Left - 8, y + RowHeight / 2 + 4, Frame.Fit(group.Label, frame.Left - 8 - Margin), Ink.Text, Anchor.End, bold: true);
            y += RowHeight;
        }

        foreach (var bar in group.Bars)
        {
            PaintBar(canvas, frame, bar, y + RowHeight / 2);
            y += RowHeight;
        }
    }

    private static void PaintBar(ICanvas canvas, Frame frame, Bar bar, double middle)
    {
        canvas.Text(frame.Left - 8, middle + 4, Frame.Fit(bar.Label, frame.Left - 8 - Margin), Ink.Text, Anchor.End);
        foreach (var segment in bar.Segments)
        {
            var (from, to) = (frame.X(Math.Min(segment.From, segment.To)), frame.X(Math.Max(segment.From, segment.To)));
            if (segment.From != segment.To)
                canvas.Rectangle(from, middle - BarHeight / 2, Math.Max(LeastWidth, to - from), BarHeight, segment.Ink, segment.Light ? 0.25 : 1, segment.Light, segment.Text);
        }

        if (bar.Whisker is { } whisker)
            PaintWhisker(canvas, frame.X(whisker.From), frame.X(whisker.To), middle);
        foreach (var mark in bar.Marks)
            canvas.Symbol(frame.X(mark.At), middle, mark.Symbol, mark.Ink, mark.Text);
        canvas.Text(frame.Right + 12, middle + 4, bar.Text, Ink.Text);
    }

    private static void PaintWhisker(ICanvas canvas, double from, double to, double middle)
    {
        canvas.Line(from, middle, to, middle, Ink.Text, 1.5);
        foreach (var end in new[] { from, to })
            canvas.Line(end, middle - 4, end, middle + 4, Ink.Text, 1.5);
    }

    private static double GroupHeight(BarGroup group) => RowHeight * (group.Bars.Count + (group.Label.Length > 0 ? 1 : 0));
}
