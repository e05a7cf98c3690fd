using System.Globalization;
using Faultline.Hosting;

namespace Faultline.Faults;

/// <summary>What healing did.</summary>
/// <param name="Lines">One per instance that was killed and is well again, or that stopped by itself and was started.</param>
/// <param name="Failures">What could not be undone, as sentences.</param>
public sealed record HealReport(IReadOnlyList<string> Lines, IReadOnlyList<string> Failures);

/// <summary>Undoes the faults that a run left behind, from the journal.</summary>
public static class Healer
{
    private const int MostAsked = 3;
    private static readonly TimeSpan AskedAgain = TimeSpan.FromMilliseconds(250);

    // An engine goes on with what a tool that is dead has asked it for: looked at before, an instance would pass for one
    // that nothing was done to.
    private static readonly TimeSpan KillGrace = TimeSpan.FromSeconds(2);

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
    /// <exception cref="HostUnavailableException">The journal is damaged.</exception>
    public static async Task<HealReport> HealAsync(
        IServiceHost host, UndoJournal journal, TimeSpan readyCap, TimeProvider time, CancellationToken ct)
    {
        var byInstance = journal.Pending().GroupBy(e => e.Instance).ToList();
        return await HealAsync(host, journal, byInstance, readyCap, time, ct);
    }

    /// <summary>Notes in the journal what runs as a run begins, and whether it serves.</summary>
    /// <exception cref="IOException">The journal cannot be written.</exception>
    /// <exception cref="HostUnavailableException">The host does not answer, or the journal is damaged.</exception>
    internal static async Task NoteRunningAsync(IServiceHost host, UndoJournal journal, TimeProvider time, CancellationToken ct)
    {
        var running = (await host.ListAsync(ct)).Where(i => i.State == InstanceState.Running);
        journal.AppendRunning(await Task.WhenAll(running.Select(async i => (i, await ServesAsync(i.Id)))));

        async Task<bool> IsReadyAsync(InstanceId instance)
        {
            try
            {
                return (await host.CheckReadyAsync(instance, ct)).IsReady;
            }
            catch (HostUnavailableException)
            {
                // One that has gone since it was listed is no reason not to run.
                return false;
            }
        }

        // One that is only slow to answer does serve, and must do so again.
        async Task<bool> ServesAsync(InstanceId instance)
        {
            for (var asked = 1; ; asked++)
            {
                if (await IsReadyAsync(instance)) return true;
                if (asked == MostAsked) return false;
                await Task.Delay(AskedAgain, time, ct);
            }
        }
    }

    /// <summary>
    /// Starts what ran when the run began and has stopped though no fault of the run did it. Instances with a fault
    /// that is still open are left to it.
    /// </summary>
    internal static async Task<HealReport> RestoreRunningAsync(
        IServiceHost host, UndoJournal journal, TimeSpan readyCap, TimeProvider time, CancellationToken ct)
    {
        try
        {
            var byInstance = journal.Pending().GroupBy(e => e.Instance).Where(OnlyRan).ToList();
            return await HealAsync(host, journal, byInstance, readyCap, time, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HostUnavailableException)
        {
            return new HealReport([], [$"Whether everything runs that ran at the start is not known, since the undo journal cannot be read ({e.Message})."]);
        }
    }

    private static async Task<HealReport> HealAsync(
        IServiceHost host, UndoJournal journal, List<IGrouping<InstanceId, UndoEntry>> byInstance, TimeSpan readyCap, TimeProvider time, CancellationToken ct)
    {
        var results = await Task.WhenAll(byInstance.Select(entries => HealAsync(host, journal, [.. entries], readyCap, time, ct)));
        return new HealReport([.. results.Select(r => r.Line).OfType<string>()], [.. results.Select(r => r.Failure).OfType<string>()]);
    }

    /// <summary>How long a kill that was asked for just before the tool died may yet take place.</summary>
    private static TimeSpan StillToCome(List<UndoEntry> entries, TimeProvider time)
    {
        var last = entries.Where(e => e.Action == FaultTrigger.Kill).Select(e => (DateTimeOffset?)e.At).Max();
        var rest = KillGrace - (time.GetUtcNow() - last);
        return rest < KillGrace ? rest.Value : rest is null ? TimeSpan.Zero : KillGrace;
    }

    private static bool OnlyRan(IEnumerable<UndoEntry> entries) => entries.All(e => e.Action == UndoEntry.Ran);

    private static async Task<(string? Line, string? Failure)> HealAsync(
        IServiceHost host, UndoJournal journal, List<UndoEntry> entries, TimeSpan readyCap, TimeProvider time, CancellationToken ct)
    {
        var id = entries[0].Instance;
        if (entries.Find(e => e.Action is not FaultTrigger.Kill and not UndoEntry.Ran) is { } unknown)
            return (null, $"{id}: this version cannot undo \"{unknown.Action}\". The journal keeps it.");

        var begin = time.GetTimestamp();
        var wasStarted = false;
        // What was killed must serve, whatever it did before: nothing else proves that the kill is undone.
        var mustServe = !OnlyRan(entries) || entries.TrueForAll(e => e.WasReady);
        var well = mustServe ? "is ready" : "runs, as it did before without being ready";
        var revival = await ReviveAsync();
        if (revival.End == RevivalEnd.Ready && !wasStarted && StillToCome(entries, time) is var rest && rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, time, CancellationToken.None);
            revival = await ReviveAsync();
        }

        if (revival.IsUndone)
        {
            try
            {
                entries.ForEach(journal.Done);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or HostUnavailableException)
            {
                return (null, $"{id} is back, but the undo journal cannot be written ({e.Message}).");
            }
        }

        var seconds = time.GetElapsedTime(begin).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return revival.End switch
        {
            RevivalEnd.Ready when OnlyRan(entries) && !wasStarted => (null, null),
            RevivalEnd.Finished => ($"{id} was started, and has done its work and ended.", null),
            RevivalEnd.Ready when wasStarted => ($"{id} was started and {well} ({seconds} s).", null),
            RevivalEnd.Ready => ($"{id} runs already and {well}.", null),
            _ => (null, revival.Failure(id, readyCap, ct.IsCancellationRequested)),
        };

        Task<Revival> ReviveAsync() => new InstanceRevival(host, time).RunAsync(
            id, readyCap, started: ranAlready => wasStarted |= !ranAlready, trouble: _ => { }, stopStarting: ct, stopWaiting: ct,
            mostStarts: OnlyRan(entries) ? 1 : int.MaxValue, mustServe);
    }
}
