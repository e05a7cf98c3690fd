using Faultline.Checking;
using Faultline.Experiments;

namespace Faultline.Reporting;

/// <summary>The sentence and the figures that a report begins with.</summary>
internal static class Headline
{
    /// <summary>What the verdict rests on, in one sentence.</summary>
    public static string Sentence(Run run) => (run.Verdict.Kind, run.Audit) switch
    {
        (_, null) => "The books were not audited.",
        (VerdictKind.Inconsistent, { } audit) =>
            $"{Figures.Counted(audit.Anomalies.Count, "anomaly", "anomalies")} proved in {Figures.Counted(audit.Transactions, "transaction", "transactions")}.",
        (VerdictKind.Consistent, { } audit) =>
            $"{Figures.Counted(audit.Transactions, "transaction", "transactions")} judged against the books, and all of them hold.",
        (_, { } audit) => $"{Figures.Counted(audit.Transactions, "transaction", "transactions")} judged, and nothing is proved either way.",
    };

    /// <summary>
    /// The slowest recovery, of whom, and to what: from the kill to steady, or to ready where steady is not known.
    /// A system that did not come back is worse than a slow one. What was planned to stay down was not slow to come back.
    /// </summary>
    public static (string Value, string Note) WorstRecovery(Run run)
    {
        var took = run.Recovery.Where(recovery => recovery.Fault.InjectedAt is not null).ToList();
        var worst = took.Where(recovery => !recovery.Fault.WasToStay || recovery.Downtime is null)
            .OrderByDescending(recovery => recovery.Downtime is null)
            .ThenByDescending(recovery => recovery.NeverSteady)
            .ThenByDescending(recovery => recovery.RecoveryFromInjection ?? recovery.Downtime)
            .FirstOrDefault();
        if (worst is null)
            return (Figures.None, took.Count == 0 ? "no fault took place" : "what was killed was to stay down");

        var who = FaultText.Target(worst.Fault);
        return worst switch
        {
            { Downtime: null } => ("never", $"{who}, not ready again"),
            { NeverSteady: true } => (RecoveryText.NotSteady, $"{who}, ready {Figures.Seconds(worst.Downtime?.TotalSeconds)} after the kill"),
            { RecoveryFromInjection: { } steady } => (Figures.Seconds(steady.TotalSeconds), $"{who}, kill to steady"),
            _ => (Figures.Seconds(worst.Downtime?.TotalSeconds), $"{who}, kill to ready; steady is not known"),
        };
    }
}
