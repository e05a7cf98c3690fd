using Faultline.Auditing;

namespace Faultline.Checking;

/// <summary>An account that cannot be read may hold anything.</summary>
internal sealed class AccountsReadableCheck : ICheck
{
    public string Name => "accounts-readable";

    public CheckClass Class => CheckClass.Data;

    public string Meaning => "Every account could be read after the load.";

    public CheckResult Judge(CheckedRun run) => run.Conditions.UnreadableAccounts > 0
        ? this.Unknown($"{Figures.Count(run.Conditions.UnreadableAccounts, "account", "accounts")} could not be read after the load.")
        : run.Audit is null ? this.Unknown(CheckedRun.NotAudited) : this.Valid();
}
