using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Workloads.Shop;

/// <summary>
/// The four figures of the classic consistency test, in the form for a load in which stock does not sell out:
/// acknowledged quantity − (Σ stock before − Σ after) over the items touched, and likewise for credit. Log and
/// database coincide in this form, since the log is what acknowledges and the database what is summed.
/// Opposite errors cancel in them; the verdict rests on the audit instead.
/// </summary>
internal static class ShopFigures
{
    /// <summary>
    /// The figures of the consistency test, as it defines them (a success is a 2xx answer). They presume that all
    /// stock sells. Null where an account could not be read, or a sum is beyond 64 bits.
    /// </summary>
    public static ClassicFigures? OfConsistencyTest(ConsistencySize size, ShopLedger ledger, ShopReading last)
    {
        Int128 stock = 0, credit = 0;
        foreach (var item in new NumberedIds(size.Items))
        {
            if (last.Items.GetValueOrDefault(item) is not { } found) return null;
            stock += found.Stock;
        }

        foreach (var user in new NumberedIds(size.Users))
        {
            if (last.Users.GetValueOrDefault(user) is not { } found) return null;
            credit += found;
        }

        long succeeded = ledger.Orders.Sum(o => ledger.Attempts(o).Count(a => a.Outcome == Outcome.Ok));
        var openingStock = (long)size.Items * size.Stock;
        var openingCredit = (long)size.Users * size.Credit;
        var expectedCredit = openingCredit - openingStock * size.Price;
        return Figures(
            succeeded - openingStock,
            (openingStock - stock) - openingStock,
            Math.Abs(expectedCredit - (openingCredit - succeeded * size.Price)),
            Int128.Abs(expectedCredit - credit));
    }

    public static ClassicFigures? Calculate(
        ShopLedger ledger, IReadOnlyDictionary<string, OrderContent> created, OpeningBalances opening, ShopReading last, RepeatRule repeat)
    {
        Int128 acknowledgedStock = 0, acknowledgedCredit = 0;
        var users = new HashSet<string>(StringComparer.Ordinal);
        var items = new HashSet<string>(StringComparer.Ordinal);
        foreach (var order in ledger.Orders)
        {
            // The sums would miss what an unreadable order took.
            if (last.Orders.GetValueOrDefault(order) is not { } content) return null;
            var acknowledged = ledger.Attempts(order).Count(a => a.Outcome == Outcome.Ok);
            if (repeat != RepeatRule.AppliesAgain)
                acknowledged = !created.ContainsKey(order) && opening.Paid(order) == true ? 0 : Math.Min(1, acknowledged);
            foreach (var line in content.Lines) acknowledgedStock += (Int128)acknowledged * line.Quantity;
            acknowledgedCredit += (Int128)acknowledged * content.TotalCost;
            users.Add(content.User);
            items.UnionWith(content.Lines.Select(l => l.Item));
        }

        Int128 taken = 0, charged = 0;
        foreach (var item in items)
        {
            if (opening.Stock(item) is not { } before || last.Items.GetValueOrDefault(item) is not { } after) return null;
            taken += (Int128)before - after.Stock;
        }

        foreach (var user in users)
        {
            if (opening.Credit(user) is not { } before || last.Users.GetValueOrDefault(user) is not { } after) return null;
            charged += (Int128)before - after;
        }

        return Figures(
            acknowledgedStock - taken, acknowledgedStock - taken, acknowledgedCredit - charged, acknowledgedCredit - charged);
    }

    private static ClassicFigures? Figures(params ReadOnlySpan<Int128> values)
    {
        foreach (var value in values)
            if (value > long.MaxValue || value < long.MinValue) return null;
        return new ClassicFigures((long)values[0], (long)values[1], (long)values[2], (long)values[3]);
    }
}
