namespace Faultline.Auditing;

/// <summary>What a run proved.</summary>
public enum VerdictKind
{
    /// <summary>Real operations succeeded and everything checked holds.</summary>
    Consistent,

    /// <summary>Nothing is proved, for the reasons given.</summary>
    Undetermined,

    /// <summary>At least one anomaly is proved.</summary>
    Inconsistent,
}

/// <summary>The verdict and its reasons, in sentences.</summary>
public sealed record Verdict(VerdictKind Kind, IReadOnlyList<string> Reasons)
{
    /// <summary>The verdict on several runs together: the worst of them.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static VerdictKind Join(IEnumerable<VerdictKind> verdicts) => verdicts.Max();

    /// <summary>
    /// Judges a run: inconsistent over undetermined over consistent. A proof stands however the run ended, since the
    /// auditor gives none that the state it was shown cannot bear; consistent needs every condition to hold.
    /// </summary>
    /// <param name="audit">What the auditor found, or null where the books were not audited.</param>
    /// <param name="conditions">How the run went.</param>
    public static Verdict Judge(AuditResult? audit, RunConditions conditions)
    {
        var limits = VerdictReasons.Limits(audit, conditions);
        if (audit is { Anomalies.Count: > 0 })
        {
            return new(VerdictKind.Inconsistent, [.. VerdictReasons.Proofs(audit), .. limits]);
        }

        return audit is null || limits.Count > 0
            ? new(VerdictKind.Undetermined, limits)
            : new(VerdictKind.Consistent, VerdictReasons.Confirmations(audit, conditions));
    }
}
