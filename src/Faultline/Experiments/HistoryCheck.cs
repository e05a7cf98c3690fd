using System.Runtime.CompilerServices;
using Faultline.Histories;

namespace Faultline.Experiments;

/// <summary>
/// Looks on while a stored history is read, and finds what no recorder writes: an operation that ends before it was
/// sent, or one that stands in it twice. Counts outcomes, so that they can be held against the totals of the run.
/// </summary>
internal sealed class HistoryCheck
{
    private readonly List<long> _ids = [];
    private readonly Dictionary<string, long[]> _outcomes = new(StringComparer.Ordinal);

    /// <summary>Passes the operations on.</summary>
    /// <exception cref="InvalidDataException">An operation cannot have been so; the message names it.</exception>
    public async IAsyncEnumerable<Operation> WatchAsync(
        IAsyncEnumerable<Operation> history, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var operation in history.WithCancellation(cancellationToken))
        {
            if (operation.Intended < TimeSpan.Zero || operation.Sent < operation.Intended)
                throw new InvalidDataException($"the history is damaged: operation {operation.Id} was sent before it was intended");
            if (operation.Completed < operation.Sent)
                throw new InvalidDataException($"the history is damaged: operation {operation.Id} ended before it was sent");
            _ids.Add(operation.Id);
            if (!_outcomes.TryGetValue(operation.Kind, out var counts)) _outcomes[operation.Kind] = counts = new long[3];
            counts[(int)operation.Outcome]++;
            yield return operation;
        }

        _ids.Sort();
        for (var i = 1; i < _ids.Count; i++)
            if (_ids[i] == _ids[i - 1]) throw new InvalidDataException($"the history is damaged: operation {_ids[i]} stands in it twice");
    }

    /// <summary>Holds what was read against the totals that the run counted itself.</summary>
    /// <param name="told">Per kind of operation.</param>
    /// <param name="lost">Operations that were counted and could not be recorded.</param>
    /// <exception cref="InvalidDataException">They differ; the message says in what.</exception>
    public void Compare(IReadOnlyList<KindTotals> told, long lost)
    {
        var missing = 0L;
        foreach (var (kind, requests) in told)
        {
            var found = _outcomes.GetValueOrDefault(kind) ?? new long[3];
            foreach (var (outcome, count) in new[] { (Outcome.Ok, requests.Ok), (Outcome.Failed, requests.Failed), (Outcome.Unknown, requests.Unknown) })
            {
                var held = found[(int)outcome];
                missing += count - held;
                if (held > count || (lost == 0 && held < count))
                    throw new InvalidDataException($"the history holds {held} operations {kind} that ended {SegmentSchema.WordFor(outcome)}, and run.json tells {count}");
            }
        }

        if (missing != lost && told.Count > 0)
            throw new InvalidDataException($"the history holds {missing} operations less than run.json tells, and {lost} could not be recorded");
        if (told.Count > 0 && _outcomes.Keys.Except(told.Select(k => k.Kind)).FirstOrDefault() is { } other)
            throw new InvalidDataException($"the history holds operations {other}, and run.json tells none");
    }
}
