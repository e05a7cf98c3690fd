using System.Globalization;
using Faultline.Faults.Actions;
using Faultline.Histories;
using Faultline.Hosting;

namespace Faultline.Faults;

/// <summary>Takes a single fault through its life: journal, injection, recovery, undo. What goes wrong is kept in the fault.</summary>
internal sealed class FaultExecutor(IServiceHost host, UndoJournal journal, RunClock clock, Action<string> tell)
{
    // A timer cannot wait longer than 49 days.
    private static readonly TimeSpan LongestRecovery = TimeSpan.FromDays(40);

    /// <summary>A recovery time in seconds as a time that can be waited for.</summary>
    public static TimeSpan RecoveryAfter(double seconds) => seconds < LongestRecovery.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestRecovery;

    /// <summary>Writes the undo down, then injects; that is not begun once the load is over.</summary>
    public async Task InjectAsync(InstanceFault fault, CancellationToken loadIsOver)
    {
        var (id, action) = (fault.Target.Id, fault.Action);
        if (loadIsOver.IsCancellationRequested)
        {
            Spare(fault, $"the load was over before the {action.Name}");
            return;
        }

        string? data;
        try
        {
            data = await action.PlanUndoAsync(host, fault.Target, CancellationToken.None);
        }
        catch (Exception e)
        {
            Spare(fault, $"not {action.Done}, since what undoing it needs cannot be read: {e.Message}");
            return;
        }

        try
        {
            fault.Undo = journal.Append(action.Name, fault.Target, data);
        }
        catch (Exception e)
        {
            Spare(fault, $"not {action.Done}, since the undo journal cannot be written: {e.Message}");
            return;
        }

        try
        {
            fault.Change(e => e with { CalledAt = clock.Elapsed });
            var took = await action.InjectAsync(host, fault.Undo, CancellationToken.None);
            var delivered = !loadIsOver.IsCancellationRequested;
            fault.Change(e => Confirmed(e, took) with { Delivered = delivered });
            if (!delivered) fault.NotDelivered($"the load was over before the {action.Name} was confirmed");
            Tell($"{action.Done} {id}");
        }
        catch (Exception e)
        {
            fault.NotDelivered($"the {action.Name} failed: {e.Message}");
            Tell($"{id} could not be {action.Done}: {e.Message}");
        }

        fault.HasReturned = true;
    }

    /// <summary>
    /// Brings the instance back after its recovery time, or at once where the injection failed and may have hit all the same.
    /// </summary>
    public async Task RecoverAsync(InstanceFault fault, CancellationToken loadIsOver)
    {
        if (fault.Undo is null) return;

        var now = fault.Event;
        var isInjected = now.InjectedAt is not null;
        if (isInjected)
        {
            if (now.RecoveryTime <= 0) return;

            await Task.Delay(RecoveryAfter(now.RecoveryTime), clock.Time, loadIsOver).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (loadIsOver.IsCancellationRequested) return;

        var result = await UndoAsync(fault, Timeout.InfiniteTimeSpan, loadIsOver, loadIsOver);

        // One that failed may still take effect: it is looked at again when all is healed.
        if (isInjected && result.Outcome == RestoreOutcome.Ready) fault.NotUndone(Close(fault));
    }

    /// <summary>Undoes what is left of the fault; a sentence where that fails.</summary>
    public async Task<string?> HealAsync(InstanceFault fault, TimeSpan readyCap, CancellationToken force)
    {
        var result = await UndoAsync(fault, readyCap, CancellationToken.None, force);
        var failure = result.Failure(fault.Target.Id, readyCap, force.IsCancellationRequested);
        if (result.IsUndone && fault.HasReturned) failure = Close(fault) ?? failure;

        fault.NotUndone(failure);
        return failure;
    }

    /// <summary>Passes a line on to the reader.</summary>
    public void Tell(string line)
    {
        try
        {
            tell(line);
        }
        catch (Exception)
        {
            // A broken display must not leave a service down.
        }
    }

    /// <summary>What a host tells by its own clock, which may be another's, lies between the call and its confirmation.</summary>
    private FaultEvent Confirmed(FaultEvent called, DateTimeOffset? took)
    {
        var now = clock.Elapsed;
        var at = now - (clock.Time.GetUtcNow() - took);
        return called with { InjectedAt = now, DiedAt = at < called.CalledAt ? called.CalledAt : at > now ? now : at };
    }

    private async Task<RestoreResult> UndoAsync(
        InstanceFault fault, TimeSpan cap, CancellationToken stopStarting, CancellationToken stopWaiting)
    {
        var id = fault.Target.Id;
        var result = await fault.Action.TryUndoAsync(fault.Undo!, new RestoreRequest
        {
            Host = host, Time = clock.Time, Cap = cap, Started = Started, Trouble = Trouble, StopStarting = stopStarting, StopWaiting = stopWaiting,
        });
        if (result.Outcome != RestoreOutcome.Ready) return result;

        fault.HoldsInstance = false;
        fault.NotUndone(null);
        var healed = fault.Event;
        if (healed.HealedAt is { } at && healed.ReadyAt is null)
        {
            fault.Change(e => e with { ReadyAt = clock.Elapsed });
            Tell(string.Create(CultureInfo.InvariantCulture, $"{id} is ready, {(clock.Elapsed - at).TotalSeconds:0.0} s after its start"));
        }

        return result;

        void Started(bool ranAlready)
        {
            // What runs though nobody started it was healed by somebody else, if it was hit at all.
            if (ranAlready && fault.Event is { InjectedAt: null } or { HealedAt: not null }) return;

            fault.Change(e => e with { HealedAt = clock.Elapsed });
            Tell($"{fault.Action.Undone} {id}");
        }

        void Trouble(string message)
        {
            fault.NotUndone($"not brought back: {message}");
            Tell($"{id} is not back yet: {message}");
        }
    }

    private string? Close(InstanceFault fault)
    {
        try
        {
            journal.Done(fault.Undo!);
            fault.IsClosed = true;
            return null;
        }
        catch (Exception e)
        {
            return $"{fault.Target.Id} is back, but the undo journal cannot be written ({e.Message}). Next: faultline services heal";
        }
    }

    private void Spare(InstanceFault fault, string why)
    {
        fault.NotDelivered(why);
        fault.HoldsInstance = false;
        Tell($"{fault.Target.Id}: {why}");
    }
}
