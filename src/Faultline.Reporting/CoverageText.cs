using Faultline.Checking;
using Faultline.Experiments;

namespace Faultline.Reporting;

/// <summary>What was to be tested beside what was, in words.</summary>
public static class CoverageText
{
    /// <summary>One line; null where nothing was planned in numbers.</summary>
    public static string? Line(Coverage coverage, WorkloadWords words)
    {
        var parts = new List<string>();
        if (coverage.PopulationPlanned > 0)
            parts.Add($"{Figures.Count(coverage.PopulationMade)} of {Figures.Counted(coverage.PopulationPlanned, words.Transaction)} prepared ({Figures.Share(coverage.PopulationShare)})");
        if (coverage.AttemptsPlanned > 0)
            parts.Add($"{Figures.Count(coverage.Attempts)} of {Figures.Counted(coverage.AttemptsPlanned, words.Attempt)} attempted ({Figures.Share(coverage.AttemptShare)})");
        return parts.Count == 0 ? null : string.Join(", ", parts);
    }
}
