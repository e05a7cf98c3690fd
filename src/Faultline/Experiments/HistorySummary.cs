using Faultline.Histories;

namespace Faultline.Experiments;

/// <summary>What one pass over a history tells beside the attempts: outcomes by kind, the longest operation, why some were not ok.</summary>
internal sealed class HistorySummary
{
    private const int SampledAnswers = 50;
    private readonly Dictionary<string, (long Ok, long Failed, long Unknown)> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Kind, Outcome Outcome, int Status, string Answer), long> _failures = [];

    /// <summary>The longest time from sent to completed.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>Whether any operation ended unknown, so that a service may still be working on it.</summary>
    public bool AnyUnknown => _kinds.Values.Any(k => k.Unknown > 0);

    /// <summary>Answers that were not ok, the most frequent first, at most 50.</summary>
    public IReadOnlyList<FailureSample> Failures =>
        [.. _failures
            .OrderByDescending(f => f.Value)
            .ThenBy(f => f.Key.Kind, StringComparer.Ordinal)
            .ThenBy(f => f.Key.Answer, StringComparer.Ordinal)
            .Take(SampledAnswers)
            .Select(f => new FailureSample(f.Key.Kind, f.Key.Outcome, f.Key.Status, f.Key.Answer, f.Value))];

    /// <summary>Attempts of one kind by outcome.</summary>
    public CheckoutTotals Totals(string kind)
    {
        var (ok, failed, unknown) = _kinds.GetValueOrDefault(kind);
        return new CheckoutTotals(ok + failed + unknown, ok, failed, unknown);
    }

    public static async Task<HistorySummary> ReadAsync(IAsyncEnumerable<Operation> history, CancellationToken cancellationToken)
    {
        // Texts of a server may all differ; beyond this many they are counted under their status alone.
        const int DistinctAnswers = 2_000;
        var summary = new HistorySummary();
        await foreach (var operation in history.WithCancellation(cancellationToken))
        {
            var (ok, failed, unknown) = summary._kinds.GetValueOrDefault(operation.Kind);
            summary._kinds[operation.Kind] = operation.Outcome switch
            {
                Outcome.Ok => (ok + 1, failed, unknown),
                Outcome.Failed => (ok, failed + 1, unknown),
                _ => (ok, failed, unknown + 1),
            };
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
