namespace Faultline.Reporting.Charts;

/// <summary>Categories as rows, each with a horizontal bar over the x-axis and its value as text in a column of its own.</summary>
/// <param name="Title">What the bars tell.</param>
/// <param name="Categories">What the rows stand for: the unit of the axis that has no numbers.</param>
/// <param name="Groups">From top to bottom.</param>
/// <param name="Keys">The legend.</param>
/// <param name="Empty">What stands there instead where there is no bar.</param>
internal sealed record BarPanel(string Title, string Categories, IReadOnlyList<BarGroup> Groups, IReadOnlyList<Key> Keys, string Empty = "") : Panel(Title);

/// <summary>Bars under one heading; an empty heading takes no room.</summary>
/// <param name="Label">The heading.</param>
/// <param name="Bars">At least one.</param>
internal sealed record BarGroup(string Label, IReadOnlyList<Bar> Bars);

/// <summary>A row: stretches of the axis, marks on it, an interval, and what all of it says in words.</summary>
internal sealed record Bar(string Label, string Text)
{
    public IReadOnlyList<Segment> Segments { get; init; } = [];

    public IReadOnlyList<Mark> Marks { get; init; } = [];

    public Whisker? Whisker { get; init; }
}

/// <summary>An interval of confidence.</summary>
internal sealed record Whisker(double From, double To);
