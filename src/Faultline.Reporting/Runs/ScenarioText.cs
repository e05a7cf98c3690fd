namespace Faultline.Reporting.Runs;

/// <summary>A scenario in words, the same in the terminal, on the page and in the text.</summary>
public static class ScenarioText
{
    /// <summary>Proved anomalies in each of its runs: <c>0 to 12 in 5 runs</c>.</summary>
    public static string Anomalies(Scenario scenario) =>
        new Spread([.. scenario.Runs.Where(run => run.Audited).Select(run => run.Anomalies)], scenario.Runs.Count).Text(Figures.Count);

    /// <summary>Share of the attempts that succeeded, with its interval of 95 % confidence.</summary>
    public static string Success(Scenario scenario) => SuccessChart.Text(scenario);

    /// <summary>The slowest return of a killed instance, or that it, or the system with it, did not come back.</summary>
    public static string SlowestReturn(Scenario scenario) => RunText.WorstDowntime(scenario.Runs);

    /// <summary>How many of its runs came to which verdict.</summary>
    public static string Verdicts(Scenario scenario) => RunOverview.Counted(scenario.Runs);
}
