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
public sealed record Verdict(VerdictKind Kind, IReadOnlyList<string> Reasons);
