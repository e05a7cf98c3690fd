using Faultline.Auditing;

namespace Faultline.Checking;

/// <summary>A run that was cut short proves no consistency; what it proves up to then is told.</summary>
internal sealed class RunFinishedCheck : ICheck
{
    public string Name => "run-finished";

    public CheckClass Class => CheckClass.Data;

    public string Meaning => "The run came to its planned end.";

    public CheckResult Judge(CheckedRun run)
    {
        if (run.Conditions.Interrupted is not { } cause)
            return run.Conditions.Finished ? this.Valid() : this.Unknown(CheckedRun.NotOver);

        var interrupted = Figures.Text($"The run was interrupted ({cause}).");
        if (run.Audit is not { } audit || new BooksCheck().Judge(run).Result is not Validity.Valid) return this.Unknown([interrupted]);

        var attempts = Figures.Count(audit.Attempts, "attempt", "attempts");
        return this.Unknown([interrupted, Figures.Text($"Up to then all balances agree with the answers to {attempts}.")]);
    }
}
