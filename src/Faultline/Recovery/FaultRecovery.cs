using Faultline.Faults;

namespace Faultline.Recovery;

/// <summary>
/// How a system came through one fault. Moments count from the start of the load; what was not seen is null.
/// </summary>
public sealed record FaultRecovery
{
    /// <summary>The fault, with the moments of its injection and its undo.</summary>
    public required FaultEvent Fault { get; init; }

    /// <summary>When the first answer that the fault made fail came in, on the path of its service.</summary>
    public TimeSpan? FirstFailureAt { get; init; }

    /// <summary>When the first answer of ok came in on that path after the instance was started again.</summary>
    public TimeSpan? FirstSuccessAt { get; init; }

    /// <summary>When success rate and latency were back in the band of the load before the fault, to stay there.</summary>
    public TimeSpan? SteadyAt { get; init; }

    /// <summary>Operations on that path that would have ended ok at the rate before the fault, and did not.</summary>
    public double? RequestsLost { get; init; }

    /// <summary>Deepest fall of the rate of operations that ended ok, from 0 (none) to 1 (to nothing).</summary>
    public double? DipDepth { get; init; }

    /// <summary>Why steady, requests lost and the dip are not told, in a sentence; null where they are.</summary>
    public string? Unmeasured { get; init; }

    /// <summary>From the threshold crossed to the host being asked.</summary>
    public TimeSpan? TriggerToCall => Fault.CalledAt - Fault.TriggeredAt;

    /// <summary>From the host being asked to the fault confirmed.</summary>
    public TimeSpan? Injection => Fault.InjectedAt - Fault.CalledAt;

    /// <summary>From the fault confirmed to the instance's start confirmed.</summary>
    public TimeSpan? Down => Fault.HealedAt - Fault.InjectedAt;

    /// <summary>From the start confirmed to the instance saying it is ready.</summary>
    public TimeSpan? Restart => Fault.ReadyAt - Fault.HealedAt;

    /// <summary>From the fault confirmed to ready: down + restart.</summary>
    public TimeSpan? Downtime => Fault.ReadyAt - Fault.InjectedAt;

    /// <summary>From the fault called for to the first answer that it made fail.</summary>
    public TimeSpan? TimeToImpact => FirstFailureAt - Fault.CalledAt;

    /// <summary>From the fault confirmed to steady.</summary>
    public TimeSpan? RecoveryFromInjection => SteadyAt - Fault.InjectedAt;

    /// <summary>From the start confirmed to steady.</summary>
    public TimeSpan? RecoveryFromHeal => SteadyAt - Fault.HealedAt;

    /// <summary>What the fault's own moments tell, before the history is looked at.</summary>
    public static FaultRecovery Of(FaultEvent fault) => new() { Fault = fault };
}
