using Faultline.Reporting.Charts;

namespace Faultline.Reporting.Runs;

/// <summary>Share of the attempts that succeeded, by scenario, over all runs of it together, with its interval of confidence.</summary>
internal static class SuccessChart
{
    public static Chart Of(IReadOnlyList<Scenario> scenarios)
    {
        var words = CommonWords.Of(scenarios);
        var attempts = TradeText.Attempts(words);
        var shown = scenarios.Take(ScenarioBars.Most).ToList();
        var bars = shown.Select(Bar).ToList();
        Key[] keys = [new(Symbol.Interval, Ink.Text, "95 % confidence")];
        return ScenarioBars.Chart(
            $"{TradeText.Success(words)} rate, by scenario",
            $"Successful {attempts} as a share of all that were attempted, the runs of a scenario taken together, with Wilson's interval of 95 % confidence.",
            Axis.Exactly($"successful {attempts}, % of those attempted", 0, 100),
            new(
                ScenarioBars.Title("Success", shown.Count, scenarios.Count, "scenarios"),
                "scenario",
                bars.Count == 0 ? [] : [new("", bars)],
                bars.Exists(bar => bar.Marks.Count > 0) ? [ScenarioBars.PerRun, .. keys] : keys));
    }

    /// <summary>The share with its interval: <c>96.7 % (94.9 % to 97.8 %)</c>.</summary>
    public static string Text(Scenario scenario)
    {
        if (scenario.Attempted == 0)
            return Figures.None;
        var (low, high) = Wilson.Interval(scenario.Succeeded, scenario.Attempted);
        return $"{Figures.Share(Share(scenario.Succeeded, scenario.Attempted))} ({Figures.Share(low)} to {Figures.Share(high)})";
    }

    private static Bar Bar(Scenario scenario)
    {
        if (scenario.Attempted == 0)
            return new(scenario.Name, $"no {TradeText.Word(CommonWords.Of(scenario.Runs).Attempt.One)} was attempted");

        var text = $"{Text(scenario)}, {Figures.Count(scenario.Succeeded)} of {Figures.Count(scenario.Attempted)}{(scenario.Runs.Count == 1 ? "" : $", {scenario.Runs.Count} runs")}";
        var (low, high) = Wilson.Interval(scenario.Succeeded, scenario.Attempted);
        var shares = scenario.Runs.Where(run => run.AllTransactions.Attempted > 0).Select(run => run.AllTransactions.SuccessRate).ToList();
        return new(scenario.Name, text)
        {
            Segments = [new(0, 100 * Share(scenario.Succeeded, scenario.Attempted), Ink.Soft, Light: false, text)],
            Whisker = new(100 * low, 100 * high),
            Marks = shares.Count > 1 ? [.. shares.Distinct().Select(share => new Mark(100 * share, Symbol.Ring, Ink.Text, Figures.Share(share)))] : [],
        };
    }

    private static double Share(long part, long whole) => (double)part / whole;
}
