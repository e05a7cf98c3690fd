using Faultline.Faults.Actions;
using Faultline.Hosting;

namespace Faultline.Faults;

/// <summary>What healing did.</summary>
/// <param name="Lines">One per instance that was hit and is well again, or that stopped by itself and was started.</param>
/// <param name="Failures">What could not be undone, as sentences.</param>
public sealed record HealReport(IReadOnlyList<string> Lines, IReadOnlyList<string> Failures);

/// <summary>Undoes the faults that a run left behind, from the journal.</summary>
public static class Healer
{
    private const int MostAsked = 3;
    private static readonly TimeSpan AskedAgain = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Undoes what the journal names, waits until each instance is ready and marks the entries as done. Harmless when repeated:
    /// without pending entries it does nothing and reports nothing.
    /// </summary>
    /// <param name="host">Where the services run.</param>
    /// <param name="journal">The journal of that system.</param>
    /// <param name="readyCap">How long each instance may take.</param>
    /// <param name="time">Source of time.</param>
    /// <param name="cancellationToken">Ends further tries and the waiting; what is open stays in the journal.</param>
    /// <exception cref="IOException">The journal cannot be read.</exception>
    /// <exception cref="HostUnavailableException">The journal is damaged.</exception>
    public static async Task<HealReport> HealAsync(
        IServiceHost host, UndoJournal journal, TimeSpan readyCap, TimeProvider time, CancellationToken cancellationToken)
    {
        var byInstance = journal.Pending().GroupBy(e => e.Instance).ToList();
        return await HealAsync(host, journal, byInstance, readyCap, time, cancellationToken);
    }

    /// <summary>Notes in the journal what runs as a run begins, and whether it serves.</summary>
    /// <exception cref="IOException">The journal cannot be written.</exception>
    /// <exception cref="HostUnavailableException">The host does not answer, or the journal is damaged.</exception>
    internal static async Task NoteRunningAsync(IServiceHost host, UndoJournal journal, TimeProvider time, CancellationToken cancellationToken)
    {
        var running = (await host.ListAsync(cancellationToken)).Where(i => i.State == InstanceState.Running);
        journal.AppendRunning(await Task.WhenAll(running.Select(async i => (i, await ServesAsync(i.Id)))));

        async Task<bool> IsReadyAsync(InstanceId instance)
        {
            try
            {
                return (await host.CheckReadyAsync(instance, cancellationToken)).IsReady;
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
                await Task.Delay(AskedAgain, time, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Starts what ran when the run began and has stopped though no fault of the run did it. Instances with a fault
    /// that is still open are left to it.
    /// </summary>
    internal static async Task<HealReport> RestoreRunningAsync(
        IServiceHost host, UndoJournal journal, TimeSpan readyCap, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            var byInstance = journal.Pending().GroupBy(e => e.Instance).Where(entries => !entries.Any(e => e.IsFault)).ToList();
            return await HealAsync(host, journal, byInstance, readyCap, time, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HostUnavailableException)
        {
            return new HealReport([], [$"Whether everything runs that ran at the start is not known, since the undo journal cannot be read ({e.Message})."]);
        }
    }

    private static async Task<HealReport> HealAsync(
        IServiceHost host, UndoJournal journal, List<IGrouping<InstanceId, UndoEntry>> byInstance, TimeSpan readyCap, TimeProvider time, CancellationToken cancellationToken)
    {
        var results = await Task.WhenAll(byInstance.Select(entries => new InstanceHealing(host, journal, [.. entries], readyCap, time).RunAsync(cancellationToken)));
        return new HealReport([.. results.Select(r => r.Line).OfType<string>()], [.. results.Select(r => r.Failure).OfType<string>()]);
    }
}
