using Faultline.Faults;

namespace Faultline.Experiments;

/// <summary>How far the faults of a run are, as a load that makes room for them must know.</summary>
public enum FaultStage
{
    /// <summary>None has begun.</summary>
    Ahead,

    /// <summary>An instance is down, or about to be, and is brought back in its time.</summary>
    Standing,

    /// <summary>What was to be brought back is ready again.</summary>
    Over,
}

/// <summary>Tells the stage from the events of the faults.</summary>
internal static class FaultStages
{
    public static FaultStage Of(IEnumerable<FaultEvent> events)
    {
        var stage = FaultStage.Ahead;
        foreach (var fault in events)
        {
            if (fault.CalledAt is null) continue;
            if (fault is { ReadyAt: null, RecoveryTime: > 0 }) return FaultStage.Standing;
            stage = FaultStage.Over;
        }

        return stage;
    }
}
