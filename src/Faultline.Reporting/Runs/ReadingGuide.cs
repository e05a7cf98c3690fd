namespace Faultline.Reporting.Runs;

/// <summary>How the figures of an overview are to be read.</summary>
internal static class ReadingGuide
{
    public static IReadOnlyList<(string Term, string Meaning)> Entries { get; } =
    [
        ("Verdict", "Inconsistent: at least one anomaly is proved. Consistent: checkouts succeeded, every planned kill was delivered and undone, the books stood still, and everything checked holds. Undetermined: nothing is proved either way; the reasons say what to change. An undetermined run is no pass."),
        ("Anomalies", "Each is a proof on one order, item or user, from the answers to its operations and the books after the load. Counts of runs with different loads cannot be compared as rates."),
        ("Inconsistencies in the stock service", "Sum of the stock expected less the sum found, once by the answers that acknowledged checkouts (log) and once by the accounts (database)."),
        ("Inconsistencies in the payment service", "The same for the credit of the users."),
        ("Sums against proofs", "The four sums are kept because they are the classic figures. Opposite errors cancel in them, so 0 does not mean that nothing is wrong; an answer that was cut off shifts them, so another value does not mean that something is. The verdict never rests on them."),
        ("Checkout success rate", "Successful checkouts as a share of all attempted. Runs of one scenario are taken together; the interval is Wilson's, 95 %, and holds if attempts succeed or fail independently of each other, which within one outage they do not: it is the least that is uncertain. A refusal because stock is sold out counts as no success."),
        ("Recovery", "Ready: the instance itself says it serves again. Steady: success and latency are back in the band they had before the fault. Not steady: it could be judged and was not back when the load ended. What a run.json does not tell is not measured. Each fault is told by itself; there is no mean."),
        ("Several runs of a scenario", "Lowest and highest value are told with the number of runs; in the pictures every run has a ring. Only checkouts are summed."),
    ];
}
