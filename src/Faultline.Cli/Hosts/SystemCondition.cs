using Faultline.Faults;
using Faultline.Faults.Actions;
using Faultline.Hosting.State;
using Faultline.Hosting;
using Faultline.Hosting.Watchdogs;

namespace Faultline.Cli.Hosts;

/// <summary>Who is at work on a system, and what killed runs have left to undo there.</summary>
/// <param name="IsHeld">Whether anybody holds its lock, with or without a name.</param>
/// <param name="Holder">Who does, where that can be told.</param>
/// <param name="Watchdogs">The watchdogs that look after it.</param>
/// <param name="Pending">What the journal names.</param>
internal sealed record SystemCondition(bool IsHeld, LockHolder? Holder, IReadOnlyList<LivingWatchdog> Watchdogs, IReadOnlyList<UndoEntry> Pending)
{
    /// <summary>What the state folder tells of a system.</summary>
    /// <exception cref="HostUnavailableException">A file of the state folder cannot be read.</exception>
    /// <exception cref="IOException">The journal cannot be read.</exception>
    public static SystemCondition Of(string system, TimeProvider time, StateFolder? state = null)
    {
        state ??= StateFolder.OfUser;
        var watchdogs = Watchdog.Of(system, damaged: e => throw e, state);
        // The journal first: whoever takes the lock afterwards may be about to empty it, and nothing is said to be left down.
        var pending = PendingOf(system, time, state);
        return new SystemCondition(RunLock.IsHeld(system, state), RunLock.Holder(system, state), watchdogs, pending);
    }

    /// <summary>What the journal of a system names; a look leaves no trace where no run ever was.</summary>
    /// <exception cref="HostUnavailableException">It cannot be read.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<UndoEntry> PendingOf(string system, TimeProvider time, StateFolder? state = null)
    {
        state ??= StateFolder.OfUser;
        return state.Has(system) ? UndoJournal.Open(system, time, state).Pending() : [];
    }

    /// <summary>Whether a killed run has left the instance down, and nobody is about to restore it.</summary>
    public bool IsLeftDown(ServiceInstance instance) =>
        !IsHeld && instance.State is not (InstanceState.Running or InstanceState.Restarting) && Pending.Any(p => p.Instance == instance.Id);

    /// <summary>What is to be undone and is not there any more.</summary>
    public IEnumerable<UndoEntry> Gone(IReadOnlyCollection<ServiceInstance> instances) =>
        IsHeld ? [] : Pending.Where(p => instances.All(i => i.Id != p.Instance)).DistinctBy(p => p.Instance);
}
