using Faultline.Checking;
using Faultline.Experiments;
using Faultline.Reporting.Runs;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Reporting.Runs;

/// <summary>Runs as they are read back, made by hand.</summary>
internal static class StoredRuns
{
    public static StoredRun Run(
        string name = "stress", VerdictKind verdict = VerdictKind.Consistent, int number = 1, string? checkout = null, string kind = "stress", string[]? killed = null) => new()
    {
        Folder = Path.Combine(Path.GetTempPath(), "runs", $"{number}-{name}"),
        Name = name,
        Kind = kind,
        StartedAt = SampleRuns.Start.AddMinutes(number),
        Workload = ShopProfile.Name,
        Words = ShopProfile.Profile.Words,
        Variant = checkout,
        Users = 100,
        Verdict = verdict,
        Transactions = [new TransactionTotals("checkout", 1_000, 900, 90, 10)],
        Faults = [.. (killed ?? ["order-service"]).Select(service => new StoredFault("kill", service, $"{service}-1", true, 4, 6, null) { RestartSeconds = 1 })],
        Section = ShopSection.Of(new ClassicFigures(0, 0, 0, 0)),
        Audited = true,
    };

    /// <summary>A run of a bank: two kinds of transaction, and a figure of its own.</summary>
    public static StoredRun OfBank(int number = 1) => Run("transfers", VerdictKind.Inconsistent, number, killed: ["ledger"]) with
    {
        Workload = "bank",
        Words = SampleRuns.OfBank().Words,
        Transactions = [new TransactionTotals("transfer", 600, 500, 90, 10), new TransactionTotals("deposit", 400, 400, 0, 0)],
        Section = new WorkloadSection("money", "money", "Money in the bank", [new FigureGroup("total", "All accounts", [new WorkloadFigure("cents", "in cents", 1_234)]) { Heading = "Money in all accounts" }]),
        AnomaliesByKind = [new("moved-twice", 2)],
    };

    public static RunOverview Overview(params StoredRun[] runs) => Overview([], runs);

    public static RunOverview Overview(SkippedFolder[] skipped, params StoredRun[] runs) =>
        new(new RunArchive(Path.Combine(Path.GetTempPath(), "runs"), runs, skipped), Path.Combine(Path.GetTempPath(), "overview"));
}
