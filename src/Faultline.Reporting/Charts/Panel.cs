namespace Faultline.Reporting.Charts;

/// <summary>One of the stacked parts of a chart.</summary>
internal abstract record Panel(string Title);

/// <summary>Series over a y-axis.</summary>
internal sealed record PlotPanel(string Title, Axis Y, IReadOnlyList<Series> Series, double Height = 84) : Panel(Title);

/// <summary>Rows of stretches of time.</summary>
internal sealed record LanePanel(string Title, IReadOnlyList<Lane> Lanes, IReadOnlyList<Key> Keys) : Panel(Title);

/// <summary>How a series is drawn.</summary>
internal enum Shape
{
    Line,
    Area,
    Bars,
}

/// <summary>A point of a series; y is NaN where nothing was measured, which leaves a gap.</summary>
internal readonly record struct Point(double X, double Y);

/// <summary>Values over x. Dashes tell lines apart without colour.</summary>
internal sealed record Series(string Name, Ink Ink, IReadOnlyList<Point> Points, Shape Shape = Shape.Line, string? Dash = null, double Width = 1.5);

/// <summary>A row: an instance, or a virtual user.</summary>
internal sealed record Lane(string Label, IReadOnlyList<Segment> Segments, IReadOnlyList<Mark> Marks, string Note = "");

/// <summary>A stretch of time in a lane; a light one is drawn as an outline with little fill.</summary>
internal sealed record Segment(double From, double To, Ink Ink, bool Light, string Text);

/// <summary>A moment in a lane.</summary>
internal sealed record Mark(double At, Symbol Symbol, Ink Ink, string Text);

/// <summary>An entry of a lane panel's legend.</summary>
internal sealed record Key(Symbol Symbol, Ink Ink, string Text);

/// <summary>Marks that differ in shape, so that no meaning hangs on colour.</summary>
internal enum Symbol
{
    Cross,
    Triangle,
    Disc,
    Ring,
    Tick,
    Question,
    Interval,
}
