using Faultline.Auditing;

namespace Faultline.Checking;

/// <summary>What was sent and is not on record may have done what nobody can explain.</summary>
internal sealed class OperationsRecordedCheck : ICheck
{
    public string Name => "operations-recorded";

    public CheckClass Class => CheckClass.Data;

    public string Meaning => "Every operation that was sent is on record.";

    public CheckResult Judge(CheckedRun run) => run.Conditions.OperationsLost > 0
        ? this.Unknown($"{Figures.Count(run.Conditions.OperationsLost, "operation was", "operations were")} sent and not recorded.")
        : run.IsOver ? this.Valid() : this.Unknown(CheckedRun.NotOver);
}
