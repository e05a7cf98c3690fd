using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Recovery;

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

    /// <summary>The slowest recovery, and of whom.</summary>
    public static (string Value, string Note) WorstRecovery(Run run)
    {
        var worst = run.Faults.Where(fault => fault.InjectedAt is not null)
            .OrderByDescending(fault => FaultRecovery.Of(fault).Downtime ?? TimeSpan.MaxValue)
            .FirstOrDefault();
        if (worst is null)
            return (Figures.None, "no fault took place");
        return FaultRecovery.Of(worst).Downtime is { } downtime
            ? (Figures.Seconds(downtime.TotalSeconds), worst.Instance ?? worst.Service)
            : ("never", worst.Instance ?? worst.Service);
    }
}
