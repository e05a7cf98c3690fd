namespace Faultline.Checking;

/// <summary>While the auditor had to leave something out, nothing found is no proof.</summary>
internal sealed class AuditCompleteCheck : ICheck
{
    public string Name => "audit-complete";

    public CheckClass Class => CheckClass.Data;

    public string Meaning => "The auditor could compare all that it was to compare.";

    public CheckResult Judge(CheckedRun run) => run.Audit switch
    {
        null => this.Unknown(CheckedRun.NotAudited),
        { Omitted: { Count: > 0 } omitted } => this.Unknown(omitted),
        _ => this.Valid(),
    };
}
