using Faultline.Experiments;

namespace Faultline.Workloads.Shop;

/// <summary>What the shop tells beside the verdict: the classic figures.</summary>
public static class ShopSection
{
    private const string Sums = "Sums, kept for comparison: opposite errors cancel in them, and an answer that never came shifts them though nothing is wrong.";

    /// <summary>The figures of a load in which stock lasts; null: the accounts could not be read.</summary>
    public static WorkloadSection Of(ClassicFigures? figures) => Noted(figures, Sums);

    /// <summary>The figures of the consistency test; null: the accounts could not be read.</summary>
    public static WorkloadSection OfConsistencyTest(ClassicFigures? figures) =>
        Noted(figures, $"{Sums} They presume that all stock sells: −2 on stock and 2 on payment say that two pieces were left.");

    private static WorkloadSection Noted(ClassicFigures? figures, string note) => new(
        "inconsistencies",
        "four figures",
        "Inconsistencies, the classic figures",
        [Group("stock", "Stock", "pieces", figures?.StockLog, figures?.StockDatabase), Group("payment", "Payment", "credit", figures?.PaymentLog, figures?.PaymentDatabase)])
    {
        Caption = "Difference between what was expected and what was found",
        Note = note,
        Terms =
        [
            new("Inconsistencies in the stock service", "Sum of the stock expected less the sum found, once by the answers that acknowledged checkouts (log) and once by the accounts (database)."),
            new("Inconsistencies in the payment service", "The same for the credit of the users."),
            new("Sums against proofs", "The four sums are kept because they are the classic figures. Opposite errors cancel in them, so 0 does not mean that nothing is wrong; an answer that was cut off shifts them, so another value does not mean that something is. The verdict never rests on them."),
        ],
    };

    private static FigureGroup Group(string name, string title, string unit, long? log, long? database) =>
        new(name, $"{title} service", [new("log", "by log", log), new("database", "by database", database)])
        {
            Heading = $"Inconsistencies in the {name} service",
            Meaning = $"Difference between the {unit} expected and found, once as the answers say (log) and once as the accounts say (database). 0 is no difference. Opposite errors cancel in these sums, so 0 proves nothing; the verdict rests on the anomalies.",
            Measure = $"difference, {unit}",
            AreDifferences = true,
        };
}
