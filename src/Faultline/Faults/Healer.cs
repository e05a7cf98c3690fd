using System.Globalization;
using Faultline.Hosting;

namespace Faultline.Faults;

/// <summary>What healing did.</summary>
/// <param name="Lines">One per instance that is well again or was so already.</param>
/// <param name="Failures">What could not be undone, as sentences.</param>
public sealed record HealReport(IReadOnlyList<string> Lines, IReadOnlyList<string> Failures);

/// <summary>Undoes the faults that a run left behind, from the journal.</summary>
public static class Healer
{
    /// <summary>
    /// Starts what has exited, waits until it is ready and marks the entries as done. Harmless when repeated:
    /// without pending entries it does nothing and reports nothing.
    /// </summary>
    /// <param name="host">Where the services run.</param>
    /// <param name="journal">The journal of that system.</param>
    /// <param name="readyCap">How long each instance may take.</param>
    /// <param name="time">Source of time.</param>
    /// <param name="ct">Ends further tries and the waiting; what is open stays in the journal.</param>
    /// <exception cref="IOException">The journal cannot be read.</exception>
    public static async Task<HealReport> HealAsync(
        IServiceHost host, UndoJournal journal, TimeSpan readyCap, TimeProvider time, CancellationToken ct)
    {
        var byInstance = journal.Pending().GroupBy(e => e.Instance).ToList();
        var results = await Task.WhenAll(byInstance.Select(entries => HealAsync(host, journal, [.. entries], readyCap, time, ct)));
        return new HealReport([.. results.Select(r => r.Line).OfType<string>()], [.. results.Select(r => r.Failure).OfType<string>()]);
    }

    private static async Task<(string? Line, string? Failure)> HealAsync(
        IServiceHost host, UndoJournal journal, List<UndoEntry> entries, TimeSpan readyCap, TimeProvider time, CancellationToken ct)
    {
        var id = entries[0].Instance;
        if (entries.Find(e => e.Action != FaultTrigger.Kill) is { } unknown)
            return (null, $"{id}: this version cannot undo \"{unknown.Action}\". The journal keeps it.");

        var begin = time.GetTimestamp();
        var wasStarted = false;
        var revival = await new InstanceRevival(host, time).RunAsync(
            id, readyCap, started: ranAlready => wasStarted |= !ranAlready, trouble: _ => { }, stopStarting: ct, stopWaiting: ct);
        if (revival.IsUndone)
        {
            try
            {
                entries.ForEach(journal.Done);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return (null, $"{id} is back, but the undo journal cannot be written ({e.Message}).");
            }
        }

        var seconds = time.GetElapsedTime(begin).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return revival.End switch
        {
            RevivalEnd.Gone => ($"{id} does not exist any more: nothing to undo.", null),
            RevivalEnd.Ready when wasStarted => ($"{id} was started and is ready ({seconds} s).", null),
            RevivalEnd.Ready => ($"{id} runs already and is ready.", null),
            _ => (null, revival.Failure(id, readyCap, ct.IsCancellationRequested)),
        };
    }
}
