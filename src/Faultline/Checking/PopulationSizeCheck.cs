using Faultline.Auditing;

namespace Faultline.Checking;

/// <summary>A test for which too little could be prepared did not take place.</summary>
internal sealed class PopulationSizeCheck : ICheck
{
    public string Name => "population-size";

    public CheckClass Class => CheckClass.Data;

    public string Meaning => Figures.Text($"At least {Coverage.Least:P0} of what was to be tested was prepared.");

    public CheckResult Judge(CheckedRun run)
    {
        var coverage = run.Conditions.Coverage;
        var planned = Figures.Count(coverage.PopulationPlanned, "transaction", "transactions");
        var (made, share) = (coverage.PopulationMade, coverage.PopulationShare);
        FormattableString prepared =
            $"{made:N0} of {planned} that were to be tested could be prepared ({share:P1}), {Coverage.Least:P0} are needed.";
        if (!coverage.PopulationSuffices) return this.Unknown(prepared);
        if (!run.IsOver) return this.Unknown(CheckedRun.NotOver);
        return coverage.PopulationPlanned > 0 ? this.Valid(prepared) : this.Valid();
    }
}
