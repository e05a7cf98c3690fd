using Faultline.Auditing;

namespace Faultline.Checking;

/// <summary>A system that refuses everything keeps its books right without being tested.</summary>
internal sealed class AttemptSucceededCheck : ICheck
{
    /// <summary>Name of the check.</summary>
    public const string Id = "attempt-succeeded";

    public string Name => Id;

    public CheckClass Class => CheckClass.Data;

    public string Meaning => "An attempt succeeded.";

    public CheckResult Judge(CheckedRun run) => run.Conditions.Succeeded <= 0
        ? this.Unknown($"No attempt succeeded.")
        : this.Valid($"{Figures.Count(run.Conditions.Succeeded, "attempt", "attempts")} succeeded.");
}
