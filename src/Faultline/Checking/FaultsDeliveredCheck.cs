using Faultline.Auditing;

namespace Faultline.Checking;

/// <summary>A run without the faults that were planned is another test.</summary>
internal sealed class FaultsDeliveredCheck : ICheck
{
    /// <summary>Name of the check.</summary>
    public const string Id = "faults-delivered";

    public string Name => Id;

    public CheckClass Class => CheckClass.Data;

    public string Meaning => "Every planned fault was delivered.";

    public CheckResult Judge(CheckedRun run)
    {
        var (planned, delivered) = (run.Conditions.FaultsPlanned, run.Conditions.FaultsDelivered);
        var count = Figures.Text($"{delivered:N0} of {Figures.Count(planned, "planned fault was", "planned faults were")} delivered");
        if (delivered < planned) return this.Unknown($"{count}.");
        if (planned == 0) return this.Valid();
        var healed = new FaultsHealedCheck().Judge(run).Result is Validity.Valid;
        return healed ? this.Valid($"{count}, and all of them healed.") : this.Valid($"{count}.");
    }
}
