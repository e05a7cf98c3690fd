using Faultline.Experiments;

namespace Faultline.Workloads;

/// <summary>
/// Reads many entities side by side, with a bound on how many at once, telling how far it got. Once so many in a row
/// were not answered that the system must be gone, the rest counts as not answered too.
/// </summary>
internal static class ParallelReads
{
    private const int AtOnce = 64;

    // Each read has been tried several times by then: the system is gone, and asking for thousands more takes hours.
    private const int SilentInARow = 64;

    /// <summary>Reads entities of which null stands for no answer, telling how far it got every 500.</summary>
    public static Task<Dictionary<string, T>> ReadAsync<T>(
        IReadOnlyCollection<string> ids,
        Func<string, CancellationToken, Task<T>> read,
        string what,
        IRunObserver observer,
        CancellationToken cancellationToken)
    {
        var done = 0;
        return ReadAsync(ids, read, value => value is null, Tell, cancellationToken);

        void Tell()
        {
            var sofar = Interlocked.Increment(ref done);
            if (sofar % 500 == 0 || sofar == ids.Count) observer.Progressed(what, sofar, ids.Count);
        }
    }

    /// <summary>Reads entities.</summary>
    /// <param name="ids">Which.</param>
    /// <param name="read">Reads one.</param>
    /// <param name="isSilence">Whether what was read stands for no answer; the default of the type must.</param>
    /// <param name="told">Is called after each, from several threads.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Dictionary<string, T>> ReadAsync<T>(
        IReadOnlyCollection<string> ids,
        Func<string, CancellationToken, Task<T>> read,
        Func<T, bool> isSilence,
        Action told,
        CancellationToken cancellationToken)
    {
        var results = new Dictionary<string, T>(ids.Count, StringComparer.Ordinal);
        var silent = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(ids, options, async (id, token) =>
        {
            var value = Volatile.Read(ref silent) < SilentInARow ? await read(id, token) : default!;
            if (isSilence(value)) Interlocked.Increment(ref silent);
            else Volatile.Write(ref silent, 0);
            lock (results) results[id] = value;
            told();
        });
        return results;
    }
}
