using Faultline.Experiments;

namespace Faultline.Reporting.Runs;

/// <summary>The words in which several runs can be told together.</summary>
internal static class CommonWords
{
    /// <summary>Those of the trade, as its latest run tells them; the words of bookkeeping for runs of several trades.</summary>
    public static WorkloadWords Of(IEnumerable<StoredRun> runs)
    {
        var all = runs.ToList();
        return all.Count > 0 && all.DistinctBy(run => run.Workload, StringComparer.Ordinal).Count() == 1
            ? all.MaxBy(run => run.StartedAt)!.Words
            : WorkloadWords.Plain;
    }

    /// <summary>The same for the runs of scenarios.</summary>
    public static WorkloadWords Of(IReadOnlyList<Scenario> scenarios) => Of(scenarios.SelectMany(scenario => scenario.Runs));
}
