using Faultline.Checking;
using Faultline.Experiments;
using Faultline.Reporting.Runs;

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
        Checkout = checkout,
        Users = 100,
        Verdict = verdict,
        Checkouts = new CheckoutTotals(1_000, 900, 90, 10),
        Faults = [.. (killed ?? ["order-service"]).Select(service => new StoredFault("kill", service, $"{service}-1", true, 4, 6, null) { RestartSeconds = 1 })],
        Inconsistencies = new ClassicFigures(0, 0, 0, 0),
        Audited = true,
    };

    public static RunOverview Overview(params StoredRun[] runs) => Overview([], runs);

    public static RunOverview Overview(SkippedFolder[] skipped, params StoredRun[] runs) =>
        new(new RunArchive(Path.Combine(Path.GetTempPath(), "runs"), runs, skipped), Path.Combine(Path.GetTempPath(), "overview"));
}
