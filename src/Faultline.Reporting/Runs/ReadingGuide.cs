using Faultline.Experiments;

namespace Faultline.Reporting.Runs;

/// <summary>How the figures of an overview are to be read.</summary>
internal static class ReadingGuide
{
    public static IReadOnlyList<ExplainedTerm> Of(RunOverview overview)
    {
        var words = overview.Words;
        var attempts = TradeText.Attempts(words);
        var refusals = words.Refusals.Length == 0 ? "" : " " + TradeText.Sentence(words.Refusals);
        return
        [
            new("Verdict", $"Inconsistent: at least one anomaly is proved. Consistent: {attempts} succeeded, every planned kill was delivered and undone, the books stood still, and everything checked holds. Undetermined: nothing is proved either way; the reasons say what to change. An undetermined run is no pass."),
            new("Anomalies", $"Each is a proof on one {TradeText.Word(words.Entities)}, from the answers to its operations and the books after the load. Counts of runs with different loads cannot be compared as rates."),
            .. Terms(overview),
            new($"{TradeText.Success(words)} rate", $"Successful {attempts} as a share of all attempted. Runs of one scenario are taken together; the interval is Wilson's, 95 %, and holds if attempts succeed or fail independently of each other, which within one outage they do not: it is the least that is uncertain.{refusals}"),
            new("Recovery", "Ready: the instance itself says it serves again. Steady: success and latency are back in the band they had before the fault. Not steady: it could be judged and was not back when the load ended. What a run.json does not tell is not measured. Each fault is told by itself; there is no mean."),
            new("Several runs of a scenario", $"Lowest and highest value are told with the number of runs; in the pictures every run has a ring. Only {attempts} are summed."),
        ];
    }

    /// <summary>What the workloads' own figures mean, as the latest run of each tells it.</summary>
    private static IEnumerable<ExplainedTerm> Terms(RunOverview overview) => overview.Archive.Runs
        .OrderByDescending(run => run.StartedAt)
        .DistinctBy(run => run.Workload, StringComparer.Ordinal)
        .SelectMany(run => run.Section?.Terms ?? [])
        .Select(term => new ExplainedTerm(TradeText.Sentence(term.Term), TradeText.Sentence(term.Meaning)));
}
