using Faultline.Histories;

namespace Faultline.Experiments;

/// <summary>What one pass over a history tells beside the attempts: the longest operation, and why some were not ok.</summary>
internal sealed class HistorySummary
{
    private const int SampledAnswers = 50;
    private readonly Dictionary<(string Kind, Outcome Outcome, int Status, string Answer), long> _failures = [];

    /// <summary>The longest time from sent to completed.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>Whether any operation ended unknown, so that a service may still be working on it.</summary>
    public bool AnyUnknown { get; private set; }

    /// <summary>Answers that were not ok, the most frequent first, at most 50.</summary>
    public IReadOnlyList<FailureSample> Failures =>
        [.. _failures
            .OrderByDescending(f => f.Value)
            .ThenBy(f => f.Key.Kind, StringComparer.Ordinal)
            .ThenBy(f => f.Key.Answer, StringComparer.Ordinal)
            .Take(SampledAnswers)
            .Select(f => new FailureSample(f.Key.Kind, f.Key.Outcome, f.Key.Status, f.Key.Answer, f.Value))];

    public static async Task<HistorySummary> ReadAsync(IAsyncEnumerable<Operation> history, CancellationToken cancellationToken)
    {
        // Texts of a server may all differ; beyond this many they are counted under their status alone.
        const int DistinctAnswers = 2_000;
        var summary = new HistorySummary();
        await foreach (var operation in history.WithCancellation(cancellationToken))
        {
            summary.AnyUnknown |= operation.Outcome == Outcome.Unknown;
            var took = operation.Completed - operation.Sent;
            if (took > summary.Longest) summary.Longest = took;
            if (operation.Outcome == Outcome.Ok) continue;

            var key = (operation.Kind, operation.Outcome, operation.Status, operation.Answer);
            if (summary._failures.Count >= DistinctAnswers && !summary._failures.ContainsKey(key)) key.Answer = "(other answers)";
            summary._failures[key] = summary._failures.GetValueOrDefault(key) + 1;
        }

        return summary;
    }
}
