namespace Faultline.Faults;

/// <summary>What made a fault due: the trigger as configured, and the value that crossed its threshold.</summary>
public sealed record TriggerCause(string Type, double Threshold, double Value);

/// <summary>One fault on one instance, from its trigger to its undo. Times count from the start of the load.</summary>
/// <param name="Trigger">What made it due.</param>
/// <param name="Action">What was done, for example <c>kill</c>.</param>
/// <param name="Service">The service it was done to.</param>
/// <param name="Instance">The instance, or null where none of the service was running.</param>
/// <param name="RecoveryTime">Seconds until the instance is brought back; 0: after the load.</param>
/// <param name="TriggeredAt">When the threshold was seen crossed; null for a trigger that never fired.</param>
/// <param name="CalledAt">When the host was asked to do it.</param>
/// <param name="InjectedAt">When it was confirmed.</param>
/// <param name="HealedAt">When the start of the instance was confirmed.</param>
/// <param name="ReadyAt">When the instance itself said that it serves again.</param>
/// <param name="Delivered">Whether the fault took place as planned, while the load ran.</param>
/// <param name="Error">Why it was not delivered or not undone, or null.</param>
public sealed record FaultEvent(
    TriggerCause Trigger,
    string Action,
    string Service,
    string? Instance,
    double RecoveryTime,
    TimeSpan? TriggeredAt = null,
    TimeSpan? CalledAt = null,
    TimeSpan? InjectedAt = null,
    TimeSpan? HealedAt = null,
    TimeSpan? ReadyAt = null,
    bool Delivered = false,
    string? Error = null)
{
    /// <summary>
    /// When the instance was gone: between the call and its confirmation, which may come tenths of a second later. Null
    /// where the host does not tell.
    /// </summary>
    public TimeSpan? DiedAt { get; init; }

    /// <summary>Since when the instance is down: its death, or where that is not known the confirmation.</summary>
    public TimeSpan? DownSince => InjectedAt is null ? null : DiedAt ?? InjectedAt;

    /// <summary>Whether it was planned that the instance stays down until the load is over: its time down is no recovery.</summary>
    public bool WasToStay => RecoveryTime <= 0;
}
