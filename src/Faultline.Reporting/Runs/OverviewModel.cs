using Faultline.Histories;

namespace Faultline.Reporting.Runs;

/// <summary>What the parts of the overview's page share.</summary>
internal sealed record OverviewModel(RunOverview Overview, PageLimits Limits)
{
    /// <summary>A text from outside, made visible and cut to the limit of the page.</summary>
    public string Cut(string? text) => text is null ? Figures.None : VisibleText.Of(text, Limits.Text);

    /// <summary>" (N of M shown)", or nothing where all are.</summary>
    public string Shown(int total) => Figures.Shown(Math.Min(total, Limits.Rows), total);
}
