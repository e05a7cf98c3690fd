namespace Faultline.Benches.Soak.Plans;

/// <summary>What a round is about.</summary>
internal enum RoundKind
{
    /// <summary>A run with faults is struck; after a SIGKILL its watchdog heals.</summary>
    Run,

    /// <summary>A run without a watchdog is struck by SIGKILL, and so are the first attempts to heal.</summary>
    Heal,

    /// <summary>A run and its watchdog are both struck by SIGKILL.</summary>
    Watchdog,

    /// <summary>A service is killed by hand, and its restart by hand is struck.</summary>
    Restart,

    /// <summary>The owner of the shop is struck, up and on its way up.</summary>
    Shop,
}
