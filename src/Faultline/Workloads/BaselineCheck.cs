using Faultline.Experiments;

namespace Faultline.Workloads;

/// <summary>Reads a sample of what was made back, so that no verdict rests on a baseline that was only promised.</summary>
internal static class BaselineCheck
{
    private const int SampleSize = 300;
    private const int LongestShown = 200;

    /// <summary>
    /// Some of the ids, or all where there are few. To be drawn for all entities, in one order, before any is read: then the
    /// same seed reads the same.
    /// </summary>
    public static IReadOnlyList<string> Sample(IReadOnlyList<string> ids, Random random) =>
        ids.Count <= SampleSize
            ? [.. ids]
            : [.. Enumerable.Range(0, SampleSize).Select(_ => ids[random.Next(ids.Count)]).Distinct(StringComparer.Ordinal)];

    /// <summary>Reads entities of a kind back.</summary>
    /// <param name="kind">What they are: one, and several.</param>
    /// <param name="ids">Which are read.</param>
    /// <param name="read">Reads one; null where the system says that there is none.</param>
    /// <param name="difference">What it should be and what it is, where that is not the same; else null.</param>
    /// <param name="observer">Is told how far it got.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TargetUnavailableException">One of them is not as it was made.</exception>
    public static async Task VerifyAsync<T>(
        Noun kind,
        IReadOnlyList<string> ids,
        Func<string, CancellationToken, Task<T>> read,
        Func<string, T, (string Expected, string Actual)?> difference,
        IRunObserver observer,
        CancellationToken cancellationToken)
    {
        foreach (var (id, found) in await ParallelReads.ReadAsync(ids, read, $"reading {kind.Many} back", observer, cancellationToken))
        {
            if (difference(id, found) is not var (expected, actual)) continue;
            throw new TargetUnavailableException(
                $"the population is not as it was asked for: {ToldText.Line($"{kind.One} {id}", LongestShown)} should have {expected} and has {ToldText.Line(actual, LongestShown)}",
                "Nothing was killed. Is somebody else using this system?");
        }
    }
}
