using Faultline.Experiments;

namespace Faultline.Reporting;

/// <summary>Figures that a workload brings, in words.</summary>
internal static class SectionText
{
    /// <summary>All of them on one line: <c>stock +3 by log, −2 by database; …</c>.</summary>
    public static string Line(WorkloadSection section) => string.Join(
        "; ", section.Groups.Select(group => $"{TradeText.Word(group.Name)} {string.Join(", ", group.Figures.Select(f => $"{Value(group, f)} {TradeText.Word(f.Label)}"))}"));

    /// <summary>The figures of a group in a cell: <c>+3 / −2</c>.</summary>
    public static string Cell(FigureGroup group) => string.Join(" / ", group.Figures.Select(figure => Value(group, figure)));

    /// <summary>What the figures of a group are, in the order of <see cref="Cell"/>: <c>log / database</c>.</summary>
    public static string Names(FigureGroup group) => string.Join(" / ", group.Figures.Select(figure => TradeText.Word(figure.Name)));

    /// <summary>A figure with its sign where it is a difference.</summary>
    public static string Value(FigureGroup group, WorkloadFigure figure) => figure.Value is { } value ? Writer(group)(value) : Figures.None;

    /// <summary>How the figures of a group are written.</summary>
    public static Func<long, string> Writer(FigureGroup group) => group.AreDifferences ? Figures.Difference : Figures.Count;

    /// <summary>The labels of all figures, each once, in order: the columns of their table.</summary>
    public static IReadOnlyList<string> Labels(WorkloadSection section) => [.. section.Groups.SelectMany(g => g.Figures).Select(f => f.Label).Distinct(StringComparer.Ordinal)];
}
