using Faultline.Experiments;
using Faultline.Reporting.Charts;

namespace Faultline.Reporting.Runs;

/// <summary>The classic figures of one service by scenario: difference by log and by database.</summary>
internal static class InconsistencyChart
{
    public static Chart Stock(IReadOnlyList<Scenario> scenarios) =>
        Of("stock", "pieces", scenarios, figures => figures.StockLog, figures => figures.StockDatabase);

    public static Chart Payment(IReadOnlyList<Scenario> scenarios) =>
        Of("payment", "credit", scenarios, figures => figures.PaymentLog, figures => figures.PaymentDatabase);

    private static Chart Of(
        string service, string unit, IReadOnlyList<Scenario> scenarios, Func<ClassicFigures, long> log, Func<ClassicFigures, long> database)
    {
        var measured = scenarios.Where(scenario => scenario.Runs.Any(run => run.Inconsistencies is not null)).ToList();
        var shown = measured.Take(ScenarioBars.Most).ToList();
        var values = shown.SelectMany(s => Values(s, log).Concat(Values(s, database))).Select(value => (double)value);
        var groups = shown.Select(scenario => new BarGroup(scenario.Name,
        [
            ScenarioBars.Of("by log", new(Values(scenario, log), scenario.Runs.Count), Ink.Soft, Figures.Difference),
            ScenarioBars.Of("by database", new(Values(scenario, database), scenario.Runs.Count), Ink.Good, Figures.Difference),
        ])).ToList();

        return ScenarioBars.Chart(
            $"Inconsistencies in the {service} service, by scenario",
            $"Difference between the {unit} expected and found, once as the answers say (log) and once as the accounts say (database). 0 is no difference. Opposite errors cancel in these sums, so 0 proves nothing; the verdict rests on the anomalies.",
            Axis.AroundZero($"difference, {unit}", values, whole: true),
            new(
                ScenarioBars.Title("Difference", shown.Count, measured.Count, "scenarios"),
                "scenario",
                groups,
                groups.Exists(group => group.Bars.Any(bar => bar.Marks.Count > 0)) ? [ScenarioBars.PerRun] : [],
                Empty: "The accounts were read in no run."));
    }

    private static List<long> Values(Scenario scenario, Func<ClassicFigures, long> figure) =>
        [.. scenario.Runs.Select(run => run.Inconsistencies).OfType<ClassicFigures>().Select(figure)];
}
