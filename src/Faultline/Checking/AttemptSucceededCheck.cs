using Faultline.Auditing;

namespace Faultline.Checking;

/// <summary>A system that refuses everything keeps its books right without being tested.</summary>
internal sealed class AttemptSucceededCheck : ICheck
{
    public string Name => "attempt-succeeded";

    public CheckClass Class => CheckClass.Data;

    public string Meaning => "An attempt succeeded.";

    public CheckResult Judge(CheckedRun run) => run.Conditions.Succeeded <= 0
        ? this.Unknown($"No attempt succeeded.")
        : this.Valid($"{Figures.Count(run.Conditions.Succeeded, "attempt", "attempts")} succeeded.");
}
