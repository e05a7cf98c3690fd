using System.Runtime.InteropServices;
using Faultline.Histories;

namespace Faultline.Workloads;

/// <summary>What the entities of one sort answered: at the first pass, at the last, and since when they answer so.</summary>
/// <param name="same">Whether two values are the same.</param>
internal sealed class StateTable<T>(Func<T, T, bool> same)
{
    private readonly Dictionary<string, Row> _rows = new(StringComparer.Ordinal);
    private readonly List<PassedValue<T>> _passed = [];

    public int Count => _rows.Count;

    public IEnumerable<string> Ids => _rows.Keys;

    /// <summary>Values that were read and then gave way to others, except those of the first pass.</summary>
    public IReadOnlyList<PassedValue<T>> Passed => _passed;

    /// <summary>The entities whose last reading gave no value.</summary>
    public IEnumerable<(string Id, Refusal? Refusal)> WithoutValue =>
        _rows.Where(r => !HasValue(r.Value.Last)).Select(r => (r.Key, r.Value.Last?.Missing));

    public bool Contains(string id) => _rows.ContainsKey(id);

    /// <summary>What the first pass that read the entity showed; null where it gave no value.</summary>
    public T? First(string id) => _rows.TryGetValue(id, out var row) && row.First is { } first ? first.Value : default;

    /// <summary>What the entity showed last; null where that was no value.</summary>
    public T? Last(string id) => _rows.TryGetValue(id, out var row) && row.Last is { } last ? last.Value : default;

    /// <summary>When a read first showed the last value; null where the first pass showed it.</summary>
    public TimeSpan? Since(string id) => _rows.TryGetValue(id, out var row) ? row.Since : null;

    /// <summary>Reads entities side by side and takes in what they answer; returns how many answered otherwise than before.</summary>
    /// <param name="ids">Which.</param>
    /// <param name="read">Reads one.</param>
    /// <param name="clock">The time of the run.</param>
    /// <param name="progress">Is told of each.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<int> ReadAsync(
        IReadOnlyCollection<string> ids,
        Func<string, CancellationToken, Task<EntityRead<T>>> read,
        RunClock clock,
        PassProgress progress,
        CancellationToken cancellationToken)
    {
        var readings = await ParallelReads.ReadAsync(
            ids,
            async (id, token) =>
            {
                var sent = clock.Elapsed;
                return new Asked(await read(id, token), sent, clock.Elapsed);
            },
            asked => asked.Read is null or { Unusable: not null },
            progress.Add,
            cancellationToken);
        return readings.Count(r => Take(r.Key, r.Value.Read, r.Value.Sent, r.Value.Completed));
    }

    /// <summary>Takes a reading in; true where the entity was read before and answered otherwise.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="reading">What it answered; null where it was not even asked, since the system had fallen silent.</param>
    /// <param name="sent">Time of the run at which it was asked.</param>
    /// <param name="completed">Time of the run at which it had answered.</param>
    public bool Take(string id, EntityRead<T>? reading, TimeSpan sent, TimeSpan completed)
    {
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, id, out var known);
        if (!known)
        {
            row = new Row(reading, reading, Since: null, sent, completed);
            return false;
        }

        if (Same(row.Last, reading)) return false;
        if (HasValue(row.Last) && row.Since is not null)
            _passed.Add(new(id, row.Last!.Value!, row.Sent, row.Completed));
        row = new Row(row.First, reading, completed, sent, completed);
        return true;
    }

    private bool Same(EntityRead<T>? one, EntityRead<T>? other) => HasValue(one) && HasValue(other)
        ? same(one!.Value!, other!.Value!)
        : !HasValue(one) && !HasValue(other) && one?.Missing == other?.Missing;

    private static bool HasValue(EntityRead<T>? read) => read is not null && read.Value is not null;

    private record struct Row(EntityRead<T>? First, EntityRead<T>? Last, TimeSpan? Since, TimeSpan Sent, TimeSpan Completed);

    /// <summary>An entity that was asked for, or, by default, that was not.</summary>
    private readonly record struct Asked(EntityRead<T>? Read, TimeSpan Sent, TimeSpan Completed);
}

/// <summary>A value that was read after the load and did not last.</summary>
internal readonly record struct PassedValue<T>(string Id, T Value, TimeSpan Sent, TimeSpan Completed);
