using System.Runtime.CompilerServices;
using Faultline.Histories;

namespace Faultline.Experiments.Phases;

/// <summary>
/// What a history tells beside the attempts: the longest operation, and why some were not ok. It looks on while
/// somebody else reads, so that one pass is enough.
/// </summary>
internal sealed class HistorySummary
{
    private const int SampledAnswers = 50;

    // Texts of a server may all differ; beyond this many they are counted under their status alone.
    private const int DistinctAnswers = 2_000;

    private readonly Dictionary<(string Kind, Outcome Outcome, int Status, string Shape), (string Answer, long Count)> _failures = [];
    private readonly Dictionary<string, string> _shapes = new(StringComparer.Ordinal);

    /// <summary>The longest time from sent to completed.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>Whether any operation ended unknown, so that a service may still be working on it.</summary>
    public bool AnyUnknown { get; private set; }

    /// <summary>
    /// Answers that were not ok, the most frequent first, at most 50. Those of one shape (but for ids, numbers and HTML)
    /// are one; the first of them stands for all.
    /// </summary>
    public IReadOnlyList<FailureSample> Failures =>
        [.. _failures
            .OrderByDescending(f => f.Value.Count)
            .ThenBy(f => f.Key.Kind, StringComparer.Ordinal)
            .ThenBy(f => f.Key.Shape, StringComparer.Ordinal)
            .Take(SampledAnswers)
            .Select(f => new FailureSample(f.Key.Kind, f.Key.Outcome, f.Key.Status, f.Value.Answer, f.Value.Count))];

    /// <summary>Passes the operations on as they are read, and takes each into the summary.</summary>
    public async IAsyncEnumerable<Operation> WatchAsync(
        IAsyncEnumerable<Operation> history, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var operation in history.WithCancellation(cancellationToken))
        {
            Add(operation);
            yield return operation;
        }
    }

    private void Add(Operation operation)
    {
        AnyUnknown |= operation.Outcome == Outcome.Unknown;
        var took = operation.Completed - operation.Sent;
        if (took > Longest) Longest = took;
        if (operation.Outcome == Outcome.Ok) return;

        const string Others = "(other answers)";
        var (key, answer) = ((operation.Kind, operation.Outcome, operation.Status, Shape: ShapeOf(operation.Answer)), operation.Answer);
        if (_failures.Count >= DistinctAnswers && !_failures.ContainsKey(key)) (key.Shape, answer) = (Others, Others);
        _failures[key] = _failures.TryGetValue(key, out var seen) ? (seen.Answer, seen.Count + 1) : (answer, 1);
    }

    private string ShapeOf(string answer)
    {
        if (_shapes.TryGetValue(answer, out var shape)) return shape;
        shape = AnswerShape.Of(answer);
        if (_shapes.Count < DistinctAnswers) _shapes.Add(answer, shape);
        return shape;
    }
}
