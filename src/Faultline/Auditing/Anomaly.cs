namespace Faultline.Auditing;

/// <summary>One proof that the books are wrong.</summary>
/// <param name="Kind">Name of the anomaly in kebab-case, for example <c>acknowledged-but-lost</c>.</param>
/// <param name="Entity">What it was found on, for example <c>order 4711</c> or <c>item 3</c>.</param>
/// <param name="Expected">What the outcomes allow, in words with figures.</param>
/// <param name="Actual">What the books say.</param>
/// <param name="Operations">
/// Ids of the operations that belong to it. For a balance out of bounds: all that touched it, at most 100.
/// </param>
/// <param name="OperationsTotal">How many there are, where <paramref name="Operations"/> is capped.</param>
/// <param name="Implicated">
/// False where one of the transactions is proven wrong itself; true where only their sum is, and the transaction or the
/// kind that is named is the smallest change that would explain it.
/// </param>
/// <param name="Transient">True where the first reading after the load showed it and the last did not: it healed.</param>
/// <param name="Windows">Names of the fault windows its operations touch: one attributes it, several are ambiguous, none is baseline.</param>
public sealed record Anomaly(
    string Kind,
    string Entity,
    string Expected,
    string Actual,
    IReadOnlyList<long> Operations,
    int OperationsTotal,
    bool Implicated,
    bool Transient,
    IReadOnlyList<string> Windows)
{
    /// <summary>
    /// How long a transient lasted: from when the effects of the last of its operations had to be there until it had healed; null
    /// where that is not known.
    /// </summary>
    public TimeSpan? Duration { get; init; }
}

/// <summary>What unknown outcomes leave open in one sort of account.</summary>
/// <param name="AccountKind">The sort.</param>
/// <param name="Unresolved">
/// Attempts with unknown outcome that the final state does not explain; where nobody knows what repeats do, repeats too.
/// </param>
/// <param name="Resolved">Attempts with unknown outcome that it does.</param>
/// <param name="Widest">The widest amount they could hide, W = Σ m·(hi−lo) over the unresolved, in units of the account.</param>
public sealed record BlindSpot(string AccountKind, int Unresolved, int Resolved, long Widest);

/// <summary>What the auditor found.</summary>
/// <param name="Anomalies">Proofs that stand in the final state, by kind and entity.</param>
/// <param name="Transients">What the first reading after the load showed and the last did not.</param>
/// <param name="BlindSpots">Per sort of account.</param>
/// <param name="Transactions">Transactions judged.</param>
/// <param name="Attempts">Attempts judged.</param>
/// <param name="UnresolvedAttempts">Attempts left unresolved, over all sorts of account, each counted once.</param>
/// <param name="Applied">Transactions that the books show applied at least once (by flag or isolated account).</param>
public sealed record AuditResult(
    IReadOnlyList<Anomaly> Anomalies,
    IReadOnlyList<Anomaly> Transients,
    IReadOnlyList<BlindSpot> BlindSpots,
    int Transactions,
    int Attempts,
    int UnresolvedAttempts,
    int Applied)
{
    /// <summary>Share of the attempts that is left unresolved, from 0 to 1.</summary>
    public double UnresolvedShare => Attempts == 0 ? 0 : (double)UnresolvedAttempts / Attempts;

    /// <summary>Names of all accounts on which the anomalies rest: what must be read again before they are believed.</summary>
    public IReadOnlySet<string> Implicated { get; init; } = new HashSet<string>();

    /// <summary>Checks that could not be made, in full sentences; while there are any, nothing found is no proof.</summary>
    public IReadOnlyList<string> Omitted { get; init; } = [];

    /// <summary>Reads made before the books stood still that were held against the bounds of their time.</summary>
    public long ReadsJudged { get; init; }

    /// <summary>Those that no order in time explains, the one longest out of date first. They are no anomalies.</summary>
    public IReadOnlyList<WeakRead> WeakReads { get; init; } = [];
}
