using Faultline.Auditing;

namespace Faultline.Reporting;

/// <summary>Kinds of anomaly in words.</summary>
public static class AnomalyText
{
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["acknowledged-but-lost"] = "The system answered ok, and the books do not show it.",
        ["refused-but-applied"] = "The system refused, and the books show it done all the same.",
        ["charged-twice"] = "The user paid more often than the outcomes allow.",
        ["taken-twice"] = "Stock was taken more often than the outcomes allow.",
        ["stock-not-given-back"] = "The checkout was refused, and the stock it took stayed away.",
        ["money-not-given-back"] = "The checkout was refused, and the money it took stayed away.",
        ["given-back-twice"] = "More was given back than had been taken.",
        ["partial-checkout"] = "One part of the checkout took place and another did not.",
        ["amount-drift"] = "The credit moved by an amount that no number of whole orders explains.",
        ["oversold"] = "More was sold than there was.",
        ["overspent"] = "More was spent than there was.",
        ["item-out-of-bounds"] = "The stock lies outside what the outcomes of all its orders allow; some order is wrong, which one is not proven.",
        ["user-out-of-bounds"] = "The credit lies outside what the outcomes of all its orders allow; some order is wrong, which one is not proven.",
        ["conservation-broken"] = "What left the stock and what left the credit do not match.",
        ["order-damaged"] = "The order does not hold what was put into it.",
        ["account-lost"] = "What was there before the load is gone: its store says there is no such account.",
        ["id-given-twice"] = "Two requests for a new order got the same id, so that each changed what the other had made.",
        ["value-from-nowhere"] = "A value was read that nothing that was tried could ever have made, late or not.",
        ["untouched-account-moved"] = "An account changed that no operation touched.",
    };

    /// <summary>The kind as a reader says it: <c>acknowledged but lost</c>.</summary>
    public static string Label(string kind) => kind.Replace('-', ' ');

    /// <summary>One sentence that says what the kind means; empty for a kind that is not known here.</summary>
    public static string Meaning(string kind) => Meanings.GetValueOrDefault(kind, "");

    /// <summary>The fault windows that the anomaly's operations touch: one attributes it, several are ambiguous.</summary>
    public static string Windows(Anomaly anomaly) => anomaly.Windows.Count switch
    {
        0 => "none",
        1 => anomaly.Windows[0],
        _ => "ambiguous: " + string.Join(", ", anomaly.Windows),
    };
}
