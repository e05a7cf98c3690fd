using System.Globalization;

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
    /// <summary>
    /// Inconsistent with at least one proof; else undetermined with at least one obstacle; else consistent.
    /// </summary>
    /// <param name="audit">What the auditor found; null where the run did not get that far.</param>
    /// <param name="conditions">How the run went.</param>
    public static Verdict Judge(AuditResult? audit, RunConditions conditions)
    {
        var obstacles = conditions.Obstacles(audit);
        if (audit is { Anomalies.Count: > 0 }) return new Verdict(VerdictKind.Inconsistent, [Proofs(audit), .. obstacles]);
        if (audit is null || obstacles.Count > 0) return new Verdict(VerdictKind.Undetermined, obstacles);
        return new Verdict(
            VerdictKind.Consistent,
            [string.Create(
                CultureInfo.InvariantCulture,
                $"{audit.Transactions} transactions with {audit.Attempts} attempts were judged ({conditions.Succeeded} succeeded) and no anomaly was found.")]);
    }

    private static string Proofs(AuditResult audit) =>
        $"{(audit.Anomalies.Count == 1 ? "1 anomaly is" : $"{audit.Anomalies.Count} anomalies are")} proved: "
        + string.Join(", ", audit.Anomalies.GroupBy(a => a.Kind).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Count()} × {g.Key}"))
        + ".";
}
