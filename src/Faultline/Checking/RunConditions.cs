namespace Faultline.Checking;

/// <summary>How a run went, as far as it decides what the books of that run can prove. The defaults prove nothing.</summary>
public sealed record RunConditions
{
    /// <summary>The run came to its planned end.</summary>
    public bool Finished { get; init; }

    /// <summary>Why the run was cut short, for example <c>Ctrl-C</c>, or null.</summary>
    public string? Interrupted { get; init; }

    /// <summary>The state stood still over the last readings.</summary>
    public bool Converged { get; init; }

    /// <summary>Accounts whose closing balance could not be read.</summary>
    public int UnreadableAccounts { get; init; }

    /// <summary>Attempts at transactions that ended ok.</summary>
    public long Succeeded { get; init; }

    /// <summary>The same for each kind of transaction; null in books that were written without: then only the sum counts.</summary>
    public IReadOnlyList<KindAttempts>? SucceededByKind { get; init; }

    /// <summary>Faults that the plan holds.</summary>
    public int FaultsPlanned { get; init; }

    /// <summary>Faults that were injected and confirmed.</summary>
    public int FaultsDelivered { get; init; }

    /// <summary>Faults whose effect could not be undone.</summary>
    public int NotHealed { get; init; }

    /// <summary>Operations that were sent and not recorded.</summary>
    public long OperationsLost { get; init; }

    /// <summary>What was to be tested beside what was.</summary>
    public Coverage Coverage { get => field ?? Coverage.Unplanned; init; }

    /// <summary>Share of unresolved attempts, from 0 to 1, up to which a run may be called consistent.</summary>
    public double MaxBlindSpot { get; init; } = 0.05;
}
