using Faultline.Auditing;

namespace Faultline.Checking;

/// <summary>A system that refuses everything keeps its books right without being tested.</summary>
internal sealed class AttemptSucceededCheck : ICheck
{
    public string Name => "attempt-succeeded";

    public CheckClass Class => CheckClass.Data;

    public string Meaning => "An attempt succeeded.";

    public CheckResult Judge(CheckedRun run)
    {
        if (run.Conditions.Succeeded <= 0) return this.Unknown($"No attempt succeeded.");

        // What one kind did proves nothing of another that was refused each time.
        string[] refused = [.. (run.Conditions.SucceededByKind ?? []).Where(k => k is { Attempts: > 0, Succeeded: <= 0 }).Select(k => $"No attempt of kind {k.Kind} succeeded.")];
        return refused.Length > 0
            ? this.Unknown(refused)
            : this.Valid($"{Figures.Count(run.Conditions.Succeeded, "attempt", "attempts")} succeeded.");
    }
}
