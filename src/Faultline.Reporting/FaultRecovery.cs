using Faultline.Faults;

namespace Faultline.Reporting;

/// <summary>How long one fault took from step to step; null where a step was not seen.</summary>
/// <param name="TriggerToCall">From the threshold crossed to the host being asked.</param>
/// <param name="Injection">From the host being asked to the fault confirmed.</param>
/// <param name="Down">From the fault confirmed to the instance's start confirmed.</param>
/// <param name="Restart">From the start confirmed to the instance saying it is ready.</param>
/// <param name="Downtime">From the fault confirmed to ready: down + restart.</param>
public sealed record FaultRecovery(
    TimeSpan? TriggerToCall,
    TimeSpan? Injection,
    TimeSpan? Down,
    TimeSpan? Restart,
    TimeSpan? Downtime)
{
    /// <summary>Reads the steps of a fault.</summary>
    public static FaultRecovery Of(FaultEvent fault) => new(
        fault.CalledAt - fault.TriggeredAt,
        fault.InjectedAt - fault.CalledAt,
        fault.HealedAt - fault.InjectedAt,
        fault.ReadyAt - fault.HealedAt,
        fault.ReadyAt - fault.InjectedAt);
}
