using System.Collections.Concurrent;
using Faultline.Experiments;

namespace Faultline.Workloads.Http.Running;

/// <summary>Iterations that came to an early end because an answer did not hold what was to be taken out of it, or a request could not be made.</summary>
internal sealed class Troubles
{
    private const int LongestShown = 300;

    private readonly ConcurrentDictionary<string, (string First, long Count)> _byOperation = new(StringComparer.Ordinal);

    /// <summary>In sentences, one for each operation.</summary>
    public IEnumerable<string> Sentences => _byOperation
        .OrderBy(t => t.Key, StringComparer.Ordinal)
        .Select(t => FormattableString.Invariant($"{t.Value.Count} iterations ended early at {t.Key}; the first: {ToldText.Line(t.Value.First, LongestShown)}"));

    /// <summary>One more.</summary>
    public void Add(string operation, string what) =>
        _byOperation.AddOrUpdate(operation, static (_, what) => (what, 1), static (_, sofar, _) => (sofar.First, sofar.Count + 1), what);
}
