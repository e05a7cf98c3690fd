using Faultline.Experiments;

namespace Faultline.Workloads.Shop;

/// <summary>Reads many entities side by side, with a bound on how many at once, telling how far it got.</summary>
internal static class ParallelReads
{
    private const int AtOnce = 32;

    public static async Task<Dictionary<string, T>> ReadAsync<T>(
        IReadOnlyCollection<string> ids,
        Func<string, CancellationToken, Task<T>> read,
        string what,
        IRunObserver observer,
        CancellationToken cancellationToken)
    {
        var results = new Dictionary<string, T>(ids.Count, StringComparer.Ordinal);
        var done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(ids, options, async (id, ct) =>
        {
            var value = await read(id, ct);
            lock (results)
            {
                results[id] = value;
                if (++done % 500 == 0 || done == ids.Count) observer.Progressed(what, done, ids.Count);
            }
        });
        return results;
    }
}
