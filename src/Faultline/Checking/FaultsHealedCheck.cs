using Faultline.Auditing;

namespace Faultline.Checking;

/// <summary>What waits for a service that is still down has not come to rest, however still it stands.</summary>
internal sealed class FaultsHealedCheck : ICheck
{
    public string Name => "faults-healed";

    public CheckClass Class => CheckClass.Data;

    public string Meaning => "Every fault was healed.";

    public CheckResult Judge(CheckedRun run) => run.Conditions.NotHealed > 0
        ? this.Unknown($"{Figures.Count(run.Conditions.NotHealed, "fault was", "faults were")} not healed.")
        : run.IsOver ? this.Valid() : this.Unknown(CheckedRun.NotOver);
}
