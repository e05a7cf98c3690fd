using Faultline.Reporting.Charts;

namespace Faultline.Reporting.Runs;

/// <summary>A group of figures that workloads bring, by scenario.</summary>
internal static class FigureChart
{
    private static readonly Ink[] Inks = [Ink.Soft, Ink.Good];

    public static Chart Of(FigureColumn column, IReadOnlyList<Scenario> scenarios)
    {
        var group = column.Latest;
        var measured = scenarios.Where(scenario => group.Figures.Any(figure => Values(scenario, column, figure.Name).Count > 0)).ToList();
        var shown = measured.Take(ScenarioBars.Most).ToList();
        var values = shown.SelectMany(scenario => group.Figures.SelectMany(figure => Values(scenario, column, figure.Name))).Select(value => (double)value);
        var groups = shown.Select(scenario => new BarGroup(scenario.Name,
        [
            .. group.Figures.Index().Select(figure => ScenarioBars.Of(
                TradeText.Word(figure.Item.Label), new(Values(scenario, column, figure.Item.Name), scenario.Runs.Count), Inks[figure.Index % Inks.Length], SectionText.Writer(group))),
        ])).ToList();

        return ScenarioBars.Chart(
            $"{TradeText.Sentence(group.Heading)}, by scenario",
            TradeText.Sentence(group.Meaning),
            Axis.AroundZero(TradeText.Word(group.Measure), values, whole: true),
            new(
                ScenarioBars.Title(group.AreDifferences ? "Difference" : TradeText.Word(group.Title), shown.Count, measured.Count, "scenarios"),
                "scenario",
                groups,
                groups.Exists(bars => bars.Bars.Any(bar => bar.Marks.Count > 0)) ? [ScenarioBars.PerRun] : [],
                Empty: "The accounts were read in no run."));
    }

    private static List<long> Values(Scenario scenario, FigureColumn column, string figure) =>
        [.. scenario.Runs.Select(run => column.Of(run)?.Figures.FirstOrDefault(f => f.Name == figure)?.Value).OfType<long>()];
}
