using Faultline.Faults;
using Faultline.Histories;
using Faultline.Load;

namespace Faultline.Experiments.Phases;

/// <summary>A run whose load is over and whose faults are undone: what judging it needs.</summary>
internal sealed record LoadedRun
{
    /// <summary>Zero is the start of the load.</summary>
    public required RunClock Clock { get; init; }

    /// <summary>What the engine counted.</summary>
    public required LoadResult Load { get; init; }

    /// <summary>When the load ended.</summary>
    public required TimeSpan EndedAt { get; init; }

    /// <summary>The faults as they stand.</summary>
    public required IReadOnlyList<FaultEvent> Faults { get; init; }

    /// <summary>When services that had stopped by themselves were running again; null where none had.</summary>
    public TimeSpan? RestoredAt { get; init; }

    /// <summary>Operations that were sent and not recorded.</summary>
    public long OperationsLost { get; init; }
}
