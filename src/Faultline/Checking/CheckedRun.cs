using Faultline.Auditing;

namespace Faultline.Checking;

/// <summary>What all checks of a run are answered from.</summary>
/// <param name="Audit">What the auditor found, or null where the books were not audited.</param>
/// <param name="Conditions">How the run went.</param>
internal sealed record CheckedRun(AuditResult? Audit, RunConditions Conditions)
{
    /// <summary>Why nothing that only an audit shows is known.</summary>
    public static IReadOnlyList<string> NotAudited { get; } = ["The books were not audited."];

    /// <summary>Why nothing that only the end of a run shows is known.</summary>
    public static IReadOnlyList<string> NotOver { get; } = ["The run did not come to its planned end."];

    /// <summary>Whether the run has ended, as planned or not; until then, what has gone well so far may still go wrong.</summary>
    public bool IsOver => Conditions is { Finished: true } or { Interrupted: not null };
}
