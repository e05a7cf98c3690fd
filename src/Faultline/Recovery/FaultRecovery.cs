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

    /// <summary>
    /// When the first answer of ok came in on that path of those asked for after the instance was started again: from
    /// the instance itself where answers carry its name, else from any.
    /// </summary>
    public TimeSpan? FirstSuccessAt { get; init; }

    /// <summary>
    /// Begin of the first 5 s, after the instance was ready, in which success rate and p99 were back in the band of the
    /// offered load before the fault (see <c>Band</c>).
    /// </summary>
    public TimeSpan? SteadyAt { get; init; }

    /// <summary>
    /// Operations on that path that would have been answered (ended ok, or refused) as before the fault and were not,
    /// among them those that users never came to ask for: until steady, or the end of the load.
    /// </summary>
    public double? RequestsLost { get; init; }

    /// <summary>
    /// Operations on that path that were refused in that time in a way, or in a number, that is seen only while a fault
    /// stands. They are not among <see cref="RequestsLost"/>: a refusal is an answer.
    /// </summary>
    public double? RequestsRefused { get; init; }

    /// <summary>Deepest fall of the rate of operations served in that time, from 0 (none beyond chance) to 1 (to nothing).</summary>
    public double? DipDepth { get; init; }

    /// <summary>Which of steady, requests lost and dip are not told, and why, in a sentence; null where they all are.</summary>
    public string? Unmeasured { get; init; }

    /// <summary>Whether it could be judged and was not back in the band when the load ended.</summary>
    public bool NeverSteady { get; init; }

    /// <summary>
    /// Instances whose fault stood at the same time, so that failures, losses and the dip may be theirs as well.
    /// </summary>
    public IReadOnlyList<string> Overlaps { get; init; } = [];

    /// <summary>From the threshold crossed to the host being asked.</summary>
    public TimeSpan? TriggerToCall => Fault.CalledAt - Fault.TriggeredAt;

    /// <summary>From the death of the instance to its start confirmed.</summary>
    public TimeSpan? Down => Fault.HealedAt - Fault.DownSince;

    /// <summary>From the start confirmed to the instance saying it is ready.</summary>
    public TimeSpan? Restart => Fault.ReadyAt - Fault.HealedAt;

    /// <summary>From the death of the instance to ready: down + restart.</summary>
    public TimeSpan? Downtime => Fault.ReadyAt - Fault.DownSince;

    /// <summary>From the fault called for to the first answer that it made fail.</summary>
    public TimeSpan? TimeToImpact => FirstFailureAt - Fault.CalledAt;

    /// <summary>From the death of the instance to steady.</summary>
    public TimeSpan? RecoveryFromInjection => SteadyAt - Fault.DownSince;

    /// <summary>From the start confirmed to steady.</summary>
    public TimeSpan? RecoveryFromHeal => SteadyAt - Fault.HealedAt;

    /// <summary>What the fault's own moments tell, before the history is looked at.</summary>
    public static FaultRecovery Of(FaultEvent fault) => new() { Fault = fault };
}
