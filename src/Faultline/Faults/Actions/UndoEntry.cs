using Faultline.Hosting;

namespace Faultline.Faults.Actions;

/// <summary>A fault that is to be undone, as the journal keeps it.</summary>
/// <param name="Id">Identity within the journal.</param>
/// <param name="At">When it was written, in UTC, before the fault took place.</param>
/// <param name="Action">Name of the action that was about to take place, for example <c>kill</c>; it knows how to undo it.</param>
/// <param name="Service">The service.</param>
/// <param name="Instance">The instance.</param>
/// <param name="Before">State of the instance before the fault.</param>
public sealed record UndoEntry(
    string Id,
    DateTimeOffset At,
    string Action,
    ServiceName Service,
    InstanceId Instance,
    InstanceState Before)
{
    /// <summary>
    /// The action of an entry that notes what ran when a run began: a restart of the engine takes everything down,
    /// and no fault would tell.
    /// </summary>
    internal const string Ran = "ran";

    /// <summary>Whether the instance served before; where it did not, nobody waits for it to serve again.</summary>
    public bool WasReady { get; init; } = true;

    /// <summary>What the action needs to undo it, as JSON that only the action understands; null where that is nothing.</summary>
    public string? Data { get; init; }

    /// <summary>Whether it is a fault, and not a note of what ran.</summary>
    public bool IsFault => Action != Ran;
}
