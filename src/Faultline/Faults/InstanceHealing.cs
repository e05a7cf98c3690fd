using System.Globalization;
using Faultline.Faults.Actions;
using Faultline.Hosting;

namespace Faultline.Faults;

/// <summary>Undoes all that a journal names of one instance, by the actions that it names.</summary>
internal sealed class InstanceHealing(IServiceHost host, UndoJournal journal, IReadOnlyList<UndoEntry> entries, TimeSpan readyCap, TimeProvider time)
{
    // An engine goes on with what a tool that is dead has asked it for: looked at before, an instance would pass for one
    // that nothing was done to.
    private static readonly TimeSpan InjectionGrace = TimeSpan.FromSeconds(2);

    private readonly InstanceId _id = entries[0].Instance;
    private bool _wasStarted;

    /// <summary>A line where something was done or found well, a failure where something is left to undo; both where both.</summary>
    /// <param name="cancellationToken">Ends further tries and the waiting; what is open stays in the journal.</param>
    public async Task<(string? Line, string? Failure)> RunAsync(CancellationToken cancellationToken)
    {
        // What a later version has done only that version can undo.
        var unknown = entries.Where(e => e.IsFault && FaultActions.Find(e.Action) is null).ToArray();
        var known = entries.Except(unknown).ToArray();
        var (line, failure) = known.Length == 0 ? (null, null) : await UndoAsync(known, cancellationToken);
        string?[] failures = [.. unknown.Select(e => e.Action).Distinct().Select(name => $"{_id}: this version cannot undo \"{name}\". The journal keeps it."), failure];
        return (line, failures.Any(f => f is not null) ? string.Join(" ", failures.OfType<string>()) : null);
    }

    private async Task<(string? Line, string? Failure)> UndoAsync(UndoEntry[] known, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        var faults = known.Where(e => e.IsFault).ToArray();

        // What a fault was done to must serve, whatever it did before: nothing else proves that it is undone.
        var mustServe = faults.Length > 0 || known.All(e => e.WasReady);
        var request = new RestoreRequest
        {
            Host = host, Time = time, Cap = readyCap, Started = ranAlready => _wasStarted |= !ranAlready,
            StopStarting = cancellationToken, StopWaiting = cancellationToken,
            MostStarts = faults.Length > 0 ? int.MaxValue : 1, MustServe = mustServe,
        };
        var result = await UndoAsync(faults, request);
        if (result.Outcome == RestoreOutcome.Ready && !_wasStarted && StillToCome(faults) is var rest && rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, time, CancellationToken.None);
            result = await UndoAsync(faults, request);
        }

        if (result.IsUndone)
        {
            try
            {
                foreach (var entry in known) journal.Done(entry);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or HostUnavailableException)
            {
                return (null, $"{_id} is back, but the undo journal cannot be written ({e.Message}).");
            }
        }

        var well = mustServe ? "is ready" : "runs, as it did before without being ready";
        var seconds = time.GetElapsedTime(begin).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return result.Outcome switch
        {
            RestoreOutcome.Ready when faults.Length == 0 && !_wasStarted => (null, null),
            RestoreOutcome.Finished => ($"{_id} was started, and has done its work and ended.", null),
            RestoreOutcome.Ready when _wasStarted => ($"{_id} was started and {well} ({seconds} s).", null),
            RestoreOutcome.Ready => ($"{_id} runs already and {well}.", null),
            RestoreOutcome.NotReady or RestoreOutcome.NotStarted or RestoreOutcome.Gone =>
                (null, result.Failure(_id, readyCap, cancellationToken.IsCancellationRequested)),
        };
    }

    /// <summary>The last fault first, and each that is written down twice only once; without a fault the instance is only brought back.</summary>
    private async Task<RestoreResult> UndoAsync(UndoEntry[] faults, RestoreRequest request)
    {
        if (faults.Length == 0) return await InstanceRestore.RunAsync(_id, request);

        var result = default(RestoreResult);
        foreach (var fault in faults.Reverse().DistinctBy(e => (e.Action, e.Data)))
        {
            result = await FaultActions.Find(fault.Action)!.TryUndoAsync(fault, request);
            if (!result.IsUndone) return result;
        }

        return result!;
    }

    /// <summary>How long what was asked for just before the tool died may yet take place.</summary>
    private TimeSpan StillToCome(UndoEntry[] faults)
    {
        var rest = InjectionGrace - (time.GetUtcNow() - faults.Max(e => (DateTimeOffset?)e.At));
        return rest < InjectionGrace ? rest.Value : rest is null ? TimeSpan.Zero : InjectionGrace;
    }
}
