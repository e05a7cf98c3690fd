namespace Faultline.Reporting.Charts;

/// <summary>
/// A figure as data: panels stacked over one x-axis. How it is drawn is the painter's, on what is the canvas's,
/// so that all pictures of it agree.
/// </summary>
/// <param name="Title">What it shows, in a few words.</param>
/// <param name="Description">What a reader who cannot see it should know.</param>
/// <param name="X">The axis that all panels share.</param>
/// <param name="Panels">From top to bottom.</param>
internal sealed record Chart(string Title, string Description, Axis X, IReadOnlyList<Panel> Panels)
{
    /// <summary>Stretches of x that are shaded through all panels.</summary>
    public IReadOnlyList<Band> Bands { get; init; } = [];

    /// <summary>What a pointer over a stretch of x reads, for canvases that have a pointer.</summary>
    public IReadOnlyList<Readout> Readouts { get; init; } = [];

    /// <summary>Width of the column left of the data, in pixels.</summary>
    public double LabelWidth { get; init; } = 132;

    /// <summary>Width of the column right of the data, in pixels.</summary>
    public double ValueWidth { get; init; } = 14;
}

/// <summary>A shaded stretch of the x-axis.</summary>
internal sealed record Band(double From, double To, string Label);

/// <summary>The values within a stretch of the x-axis, as text.</summary>
internal sealed record Readout(double From, double To, string Text);

/// <summary>Colours by role; a canvas turns them into its palette.</summary>
internal enum Ink
{
    Text,
    Muted,
    Grid,
    Good,
    Bad,
    Doubt,
    Strong,
    Soft,
}
