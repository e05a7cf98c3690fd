namespace Faultline.Reporting.Charts;

/// <summary>Paints rows of stretches of time.</summary>
internal static class LanePainter
{
    public const double LaneHeight = 22;

    private const double BarHeight = 8;
    private const double NoteGap = 4;

    // Shorter stretches would vanish: a call of 3 ms in a minute is a hundredth of a pixel.
    private const double LeastWidth = 3;

    public static void Paint(ICanvas canvas, Frame frame, LanePanel panel, double top)
    {
        canvas.Text(frame.Left, top + 13, panel.Title, Ink.Text, bold: true);
        PaintLegend(canvas, frame, panel.Keys, top + 13);
        var y = top + Frame.TitleHeight;
        foreach (var lane in panel.Lanes)
        {
            PaintLane(canvas, frame, lane, y + LaneHeight / 2);
            y += LaneHeight;
        }
    }

    /// <summary>The legend, at the right end of the title's row.</summary>
    public static void PaintLegend(ICanvas canvas, Frame frame, IReadOnlyList<Key> keys, double baseline)
    {
        var x = frame.Right;
        foreach (var key in keys.Reverse())
        {
            x -= Frame.TextWidth(key.Text);
            canvas.Text(x, baseline, key.Text, Ink.Muted);
            canvas.Symbol(x - 10, baseline - 4, key.Symbol, key.Ink);
            x -= 28;
        }
    }

    private static void PaintLane(ICanvas canvas, Frame frame, Lane lane, double middle)
    {
        canvas.Text(frame.Left - 8, middle + 4, Frame.Fit(lane.Label), Ink.Text, Anchor.End);
        var note = NoteOf(frame, lane);
        canvas.Line(frame.Left, middle, note is { } gap ? gap.From - NoteGap : frame.Right, middle, Ink.Grid);
        if (note is { } rest && rest.To + NoteGap < frame.Right) canvas.Line(rest.To + NoteGap, middle, frame.Right, middle, Ink.Grid);
        foreach (var segment in lane.Segments)
        {
            var (from, to) = (frame.X(segment.From), frame.X(segment.To));
            var width = Math.Max(LeastWidth, to - from);
            canvas.Rectangle(from, middle - BarHeight / 2, width, BarHeight, segment.Ink, segment.Light ? 0.25 : 1, segment.Light, segment.Text);
        }

        foreach (var mark in lane.Marks)
            canvas.Symbol(frame.X(mark.At), middle, mark.Symbol, mark.Ink, mark.Text);

        if (note is { } place)
            canvas.Text(place.Anchor == Anchor.End ? place.To : place.From, middle + 4, lane.Note, Ink.Muted, place.Anchor);
    }

    // Right of the last mark, or left of the first; the lane's line is not drawn through it. Without room on either side
    // it is left out: the tables hold it too.
    private static (double From, double To, Anchor Anchor)? NoteOf(Frame frame, Lane lane)
    {
        if (lane.Note.Length == 0) return null;

        var ends = lane.Segments.SelectMany(s => new[] { s.From, s.To }).Concat(lane.Marks.Select(m => m.At)).Select(frame.X).ToList();
        var width = Frame.TextWidth(lane.Note);
        var right = ends.DefaultIfEmpty(frame.Left).Max() + 12;
        if (right + width <= frame.Right) return (right, right + width, Anchor.Start);

        var left = ends.DefaultIfEmpty(frame.Right).Min() - 12;
        return left - width >= frame.Left + NoteGap ? (left - width, left, Anchor.End) : null;
    }
}
