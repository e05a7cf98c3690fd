using Faultline.Auditing;

namespace Faultline.Checking;

/// <summary>A test of which too little was attempted did not take place.</summary>
internal sealed class AttemptsMadeCheck : ICheck
{
    public string Name => "attempts-made";

    public CheckClass Class => CheckClass.Data;

    public string Meaning => Figures.Text($"At least {Coverage.Least:P0} of the planned attempts were made.");

    public CheckResult Judge(CheckedRun run)
    {
        var coverage = run.Conditions.Coverage;
        var planned = Figures.Count(coverage.AttemptsPlanned, "planned attempt was", "planned attempts were");
        FormattableString made =
            $"{coverage.Attempts:N0} of {planned} made ({coverage.AttemptShare:P1}), {Coverage.Least:P0} are needed.";
        if (!coverage.AttemptsSuffice) return this.Unknown(made);
        if (!run.IsOver) return this.Unknown(CheckedRun.NotOver);
        return coverage.AttemptsPlanned > 0 ? this.Valid(made) : this.Valid();
    }
}
