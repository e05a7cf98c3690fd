using Faultline.Experiments;

namespace Faultline.Workloads.Shop;

/// <summary>
/// Reads many entities side by side, with a bound on how many at once, telling how far it got. Once so many in a row
/// were not answered that the shop must be gone, the rest counts as not answered too.
/// </summary>
internal static class ParallelReads
{
    private const int AtOnce = 64;

    // Each read has been tried several times by then: the shop is gone, and asking for thousands more takes hours.
    private const int SilentInARow = 64;

    public static async Task<Dictionary<string, T>> ReadAsync<T>(
        IReadOnlyCollection<string> ids,
        Func<string, CancellationToken, Task<T>> read,
        string what,
        IRunObserver observer,
        CancellationToken cancellationToken)
    {
        var results = new Dictionary<string, T>(ids.Count, StringComparer.Ordinal);
        var done = 0;
        var silent = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(ids, options, async (id, ct) =>
        {
            var value = Volatile.Read(ref silent) < SilentInARow ? await read(id, ct) : default!;
            if (value is null) Interlocked.Increment(ref silent);
            else Volatile.Write(ref silent, 0);
            lock (results)
            {
                results[id] = value;
                if (++done % 500 == 0 || done == ids.Count) observer.Progressed(what, done, ids.Count);
            }
        });
        return results;
    }
}
