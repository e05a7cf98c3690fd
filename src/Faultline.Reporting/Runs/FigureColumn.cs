using Faultline.Experiments;

namespace Faultline.Reporting.Runs;

/// <summary>A group of figures as the workloads of several runs bring it, told apart by the names of section and group.</summary>
/// <param name="Section">Name of the section.</param>
/// <param name="Latest">The group as the latest run that has it tells it.</param>
internal sealed record FigureColumn(string Section, FigureGroup Latest)
{
    /// <summary>Name of its picture.</summary>
    public string FileName => $"{TradeText.Slug(Section)}-{TradeText.Slug(Latest.Name)}.png";

    /// <summary>All groups that some of the runs have, in the order in which the latest run tells them.</summary>
    public static IReadOnlyList<FigureColumn> Of(IReadOnlyList<StoredRun> runs) =>
    [
        .. runs.OrderByDescending(run => run.StartedAt)
            .Select(run => run.Section).OfType<WorkloadSection>()
            .SelectMany(section => section.Groups, (section, group) => new FigureColumn(section.Name, group))
            // Names that differ by what no name of a file can hold would write one picture over the other.
            .DistinctBy(column => column.FileName, StringComparer.Ordinal),
    ];

    /// <summary>The group in one run; null where it has none.</summary>
    public FigureGroup? Of(StoredRun run) =>
        run.Section is { } section && section.Name == Section ? section.Groups.FirstOrDefault(group => group.Name == Latest.Name) : null;
}
