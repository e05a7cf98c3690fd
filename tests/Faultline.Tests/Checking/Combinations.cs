using Faultline.Auditing;
using Faultline.Checking;

namespace Faultline.Tests.Checking;

/// <summary>What an auditor can find and how a run can go, in every combination.</summary>
internal static class Combinations
{
    private static readonly Anomaly Oversold = new("oversold", "item 3", "not below 0", "-2", [1], 1, Implicated: true, Transient: false, []);

    private static readonly AuditResult Clean = new([], [], [], Transactions: 50, Attempts: 100, UnresolvedAttempts: 5, Applied: 40);

    private static AuditResult?[] Audits =>
    [
        null,
        Clean,
        Clean with { Attempts = 0, UnresolvedAttempts = 0 },
        Clean with { Omitted = ["Balances were not compared."] },
        Clean with { Transients = [Oversold with { Transient = true }] },
        Clean with { Anomalies = [Oversold, Oversold with { Kind = "charged-twice", Implicated = false }] },
    ];

    public static IEnumerable<(AuditResult? Audit, RunConditions Conditions)> All =>
        from audit in Audits
        from finished in new[] { true, false }
        from interrupted in new[] { null, "Ctrl-C" }
        from converged in new[] { true, false }
        from unreadable in new[] { 0, 2 }
        from succeeded in new[] { 90L, 0L }
        from faults in new (int Planned, int Delivered)[] { (0, 0), (2, 2), (2, 1) }
        from notHealed in new[] { 0, 1 }
        from lost in new[] { 0L, 1_200L }
        from coverage in new[] { Coverage.Unplanned, new Coverage(1_000, 949, 0, 90), new Coverage(1_000, 1_000, 1_000, 8) }
        from most in new[] { 0.05, 0.04 }
        select (audit, new RunConditions
        {
            Finished = finished,
            Interrupted = interrupted,
            Converged = converged,
            UnreadableAccounts = unreadable,
            Succeeded = succeeded,
            FaultsPlanned = faults.Planned,
            FaultsDelivered = faults.Delivered,
            NotHealed = notHealed,
            OperationsLost = lost,
            Coverage = coverage,
            MaxBlindSpot = most,
        });
}
