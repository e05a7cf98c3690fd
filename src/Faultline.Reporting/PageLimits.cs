namespace Faultline.Reporting;

/// <summary>How much of each list a report shows; what is left out is told as "N of M shown".</summary>
/// <param name="Rows">Rows of a table; anomalies of one kind.</param>
/// <param name="Evidence">Anomalies whose operations are shown, over all kinds.</param>
/// <param name="Operations">Operations of one anomaly.</param>
/// <param name="Text">Characters of one text.</param>
internal sealed record PageLimits(int Rows, int Evidence, int Operations, int Text)
{
    /// <summary>A run as it usually is fits these with much room.</summary>
    public static PageLimits Generous { get; } = new(Rows: 200, Evidence: 120, Operations: 24, Text: 600);

    /// <summary>What a comment on a pull request has room for.</summary>
    public static PageLimits Brief { get; } = new(Rows: 16, Evidence: 0, Operations: 0, Text: 400);

    /// <summary>Half of everything, but never so little that a list or a text would vanish.</summary>
    public PageLimits Halved => new(
        Math.Max(4, Rows / 2),
        Math.Max(4, Evidence / 2),
        Math.Max(4, Operations / 2),
        Math.Max(60, Text / 2));
}
