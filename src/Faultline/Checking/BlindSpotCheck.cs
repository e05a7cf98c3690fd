using Faultline.Auditing;

namespace Faultline.Checking;

/// <summary>Where too many outcomes stay unresolved, what they hide may be wrong.</summary>
internal sealed class BlindSpotCheck : ICheck
{
    /// <summary>Name of the check.</summary>
    public const string Id = "blind-spot";

    public string Name => Id;

    public CheckClass Class => CheckClass.Data;

    public string Meaning => "The outcomes that stay unresolved are few enough.";

    public CheckResult Judge(CheckedRun run)
    {
        if (run.Audit is not { } audit) return this.Unknown(CheckedRun.NotAudited);

        var (most, share, unresolved) = (run.Conditions.MaxBlindSpot, audit.UnresolvedShare, audit.UnresolvedAttempts);
        // So written, a limit that is no number is never met.
        if (share <= most)
            return this.Valid($"The outcomes of {unresolved:N0} attempts ({share:P1}) stay unresolved, {most:P1} are allowed.");

        var attempts = Figures.Count(audit.Attempts, "attempt", "attempts");
        return this.Unknown(
            $"The outcomes of {unresolved:N0} of {attempts} ({share:P1}) stay unresolved, more than the {most:P1} allowed.");
    }
}
