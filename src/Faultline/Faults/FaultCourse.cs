using System.Globalization;
using Faultline.Histories;
using Faultline.Hosting;

namespace Faultline.Faults;

/// <summary>The course of a single fault: journal, kill, recovery, undo. What goes wrong is kept in the fault.</summary>
internal sealed class FaultCourse(IServiceHost host, UndoJournal journal, RunClock clock, Action<string> tell)
{
    // A timer cannot wait longer than 49 days.
    private static readonly TimeSpan LongestRecovery = TimeSpan.FromDays(40);

    private readonly InstanceRevival _revival = new(host, clock.Time);

    /// <summary>A recovery time in seconds as a time that can be waited for.</summary>
    public static TimeSpan RecoveryAfter(double seconds) => seconds < LongestRecovery.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestRecovery;

    /// <summary>Writes the undo down, then kills; a kill is not begun once the load is over.</summary>
    public async Task KillAsync(InstanceFault fault, CancellationToken loadIsOver)
    {
        var id = fault.Target.Id;
        if (loadIsOver.IsCancellationRequested)
        {
            Spare(fault, "the load was over before the kill");
            return;
        }

        try
        {
            fault.Undo = journal.Append(FaultTrigger.Kill, fault.Target);
        }
        catch (Exception e)
        {
            Spare(fault, $"not killed, since the undo journal cannot be written: {e.Message}");
            return;
        }

        try
        {
            fault.Change(e => e with { CalledAt = clock.Elapsed });
            var died = await host.KillAsync(id, CancellationToken.None);
            var delivered = !loadIsOver.IsCancellationRequested;
            fault.Change(e => Confirmed(e, died) with { Delivered = delivered });
            if (!delivered) fault.NotDelivered("the load was over before the kill was confirmed");
            Tell($"killed {id}");
        }
        catch (Exception e)
        {
            fault.NotDelivered($"the kill failed: {e.Message}");
            Tell($"{id} could not be killed: {e.Message}");
        }

        fault.HasReturned = true;
    }

    /// <summary>
    /// Brings the instance back after its recovery time, or at once where the kill failed and may have hit all the same.
    /// </summary>
    public async Task RecoverAsync(InstanceFault fault, CancellationToken loadIsOver)
    {
        if (fault.Undo is null) return;

        var now = fault.Event;
        var isKilled = now.InjectedAt is not null;
        if (isKilled)
        {
            if (now.RecoveryTime <= 0) return;

            await Task.Delay(RecoveryAfter(now.RecoveryTime), clock.Time, loadIsOver).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (loadIsOver.IsCancellationRequested) return;

        var revival = await ReviveAsync(fault, Timeout.InfiniteTimeSpan, loadIsOver, loadIsOver);

        // A failed kill may still take effect: that one is looked at again when all is healed.
        if (isKilled && revival.End == RevivalEnd.Ready) fault.NotUndone(Close(fault));
    }

    /// <summary>Undoes what is left of the fault; a sentence where that fails.</summary>
    public async Task<string?> HealAsync(InstanceFault fault, TimeSpan readyCap, CancellationToken force)
    {
        var revival = await ReviveAsync(fault, readyCap, CancellationToken.None, force);
        var failure = revival.Failure(fault.Target.Id, readyCap, force.IsCancellationRequested);
        if (revival.IsUndone && fault.HasReturned) failure = Close(fault) ?? failure;

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
    private FaultEvent Confirmed(FaultEvent called, DateTimeOffset? died)
    {
        var now = clock.Elapsed;
        var at = now - (clock.Time.GetUtcNow() - died);
        return called with { InjectedAt = now, DiedAt = at < called.CalledAt ? called.CalledAt : at > now ? now : at };
    }

    private async Task<Revival> ReviveAsync(
        InstanceFault fault, TimeSpan cap, CancellationToken stopStarting, CancellationToken stopWaiting)
    {
        var id = fault.Target.Id;
        var revival = await _revival.RunAsync(id, cap, Started, Trouble, stopStarting, stopWaiting);
        if (revival.End != RevivalEnd.Ready) return revival;

        fault.HoldsInstance = false;
        fault.NotUndone(null);
        var healed = fault.Event;
        if (healed.HealedAt is { } at && healed.ReadyAt is null)
        {
            fault.Change(e => e with { ReadyAt = clock.Elapsed });
            Tell(string.Create(CultureInfo.InvariantCulture, $"{id} is ready, {(clock.Elapsed - at).TotalSeconds:0.0} s after its start"));
        }

        return revival;

        void Started(bool ranAlready)
        {
            // What runs though nobody started it was healed by somebody else, if it was killed at all.
            if (ranAlready && fault.Event is { InjectedAt: null } or { HealedAt: not null }) return;

            fault.Change(e => e with { HealedAt = clock.Elapsed });
            Tell($"started {id}");
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
