using Faultline.Configuration;

namespace Faultline.Faults;

/// <summary>What a trigger watches.</summary>
public enum TriggerType
{
    /// <summary>Virtual users reached.</summary>
    Users,

    /// <summary>Seconds since the start of the load.</summary>
    Time,

    /// <summary>Requests completed during the last second.</summary>
    Rps,
}

/// <summary>When services are killed, and for how long. A trigger fires once.</summary>
/// <param name="Type">What is watched.</param>
/// <param name="Threshold">Fires as soon as what is watched is at least this.</param>
/// <param name="Services">The services.</param>
/// <param name="Count">Instances of each.</param>
/// <param name="RecoveryTime">Seconds until they are brought back; 0: after the load.</param>
public sealed record FaultTrigger(TriggerType Type, double Threshold, IReadOnlyList<string> Services, int Count, double RecoveryTime)
{
    /// <summary>The type as it is written in <c>kill_config.json</c>.</summary>
    public string TypeName => Type.ToString().ToLowerInvariant();

    /// <summary>Where the names of the services stand, in their order; empty where they come from no file.</summary>
    internal IReadOnlyList<ConfigPosition> Positions { get; init; } = [];
}
