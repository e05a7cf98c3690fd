using Faultline.Auditing;

namespace Faultline.Checking;

/// <summary>Without an attempt that was judged, the books agree with nothing.</summary>
internal sealed class AttemptsJudgedCheck : ICheck
{
    public string Name => "attempts-judged";

    public CheckClass Class => CheckClass.Data;

    public string Meaning => "Attempts at transactions were judged.";

    public CheckResult Judge(CheckedRun run) => run.Audit switch
    {
        null => this.Unknown(CheckedRun.NotAudited),
        { Attempts: 0 } => this.Unknown($"No attempt was judged."),
        { Attempts: var made, Transactions: var of } => this.Valid(
            $"{Figures.Count(made, "attempt", "attempts")} at {Figures.Count(of, "transaction was", "transactions were")} judged."),
    };
}
