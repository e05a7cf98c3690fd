using Faultline.Auditing;

namespace Faultline.Checking;

/// <summary>Balances that still move prove nothing.</summary>
internal sealed class StateAtRestCheck : ICheck
{
    /// <summary>Name of the check.</summary>
    public const string Id = "state-at-rest";

    private static readonly string[] NotAtRest =
        ["The state had not come to rest when the wait for it (--settle-cap) was over, so its balances were not judged."];

    public string Name => Id;

    public CheckClass Class => CheckClass.Data;

    public string Meaning => "The state came to rest before it was judged.";

    public CheckResult Judge(CheckedRun run)
    {
        if (!run.Conditions.Converged) return this.Unknown(run.Audit is null ? CheckedRun.NotAudited : NotAtRest);

        return run.Audit is { Transients.Count: > 0 and var late }
            ? this.Valid($"{Figures.Count(late, "finding", "findings")} of the first reading had come right by the last.")
            : this.Valid();
    }
}
