using Faultline.Auditing;
using Faultline.Experiments;

namespace Faultline.Reporting;

/// <summary>Kinds of anomaly in words.</summary>
public static class AnomalyText
{
    // What means the same in every trade; the words of a trade come before these.
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        [AnomalyKinds.AcknowledgedButLost] = "The system answered ok, and the books do not show it.",
        [AnomalyKinds.RefusedButApplied] = "The system refused, and the books show it done all the same.",
        [AnomalyKinds.GivenBackTwice] = "More was given back than had been taken.",
        [AnomalyKinds.AmountDrift] = "The account moved by an amount that no number of whole transactions explains.",
        [AnomalyKinds.ConservationBroken] = "Accounts that only trade among themselves gained or lost value together.",
        [AnomalyKinds.AccountLost] = "What was there before the load is gone: its store says there is no such account.",
        [AnomalyKinds.IdGivenTwice] = "Two requests for something new got the same id, so that each changed what the other had made.",
        [AnomalyKinds.ValueFromNowhere] = "A value was read that nothing that was tried could ever have made, late or not.",
        [AnomalyKinds.UntouchedAccountMoved] = "An account changed that no operation touched.",
        [AnomalyKinds.PartialTransaction] = "One part of the transaction took place and another did not.",
        [AnomalyKinds.TransactionDamaged] = "The transaction does not hold what was put into it.",
    };

    /// <summary>The kind as a reader says it: <c>acknowledged but lost</c>.</summary>
    public static string Label(string kind) => kind.Replace('-', ' ');

    /// <summary>One sentence that says what the kind means, in the words of the trade; empty for a kind that neither these nor bookkeeping knows.</summary>
    public static string Meaning(string kind, WorkloadWords words) =>
        words.Anomalies.GetValueOrDefault(kind) ?? Meanings.GetValueOrDefault(kind, "");

    /// <summary>The fault windows that the anomaly's operations touch: one attributes it, several are ambiguous.</summary>
    public static string Windows(Anomaly anomaly) => anomaly.Windows.Count switch
    {
        0 => "none",
        1 => anomaly.Windows[0],
        _ => "ambiguous: " + string.Join(", ", anomaly.Windows),
    };
}
