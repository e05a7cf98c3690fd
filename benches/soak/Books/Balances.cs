namespace Faultline.Benches.Soak.Books;

/// <summary>An order as the shop tells of it.</summary>
internal sealed record Order(bool Paid, string User, long Total, IReadOnlyList<(string Item, long Quantity)> Lines);

/// <summary>All that a population is: its orders, the stock of its items and the credit of its users, by their ids.</summary>
internal sealed record Balances(IReadOnlyDictionary<string, Order> Orders, IReadOnlyDictionary<string, long> Stock, IReadOnlyDictionary<string, long> Credit)
{
    /// <summary>Number of paid orders.</summary>
    public int Paid => Orders.Values.Count(o => o.Paid);

    /// <summary>
    /// What is not conserved, account by account: of each user's credit what its paid orders cost must have left, of each
    /// item's stock what the paid orders hold, and nothing else.
    /// </summary>
    /// <param name="opening">What each account began with.</param>
    public IReadOnlyList<string> Differences(long opening)
    {
        var paid = Orders.Values.Where(o => o.Paid).ToArray();
        var spent = paid.GroupBy(o => o.User).ToDictionary(g => g.Key, g => g.Sum(o => o.Total));
        var sold = paid.SelectMany(o => o.Lines).GroupBy(l => l.Item).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity));
        return [.. Off("user", Credit, spent, opening), .. Off("item", Stock, sold, opening)];
    }

    /// <summary>Whether another reading told the very same.</summary>
    public bool IsSameAs(Balances other) =>
        Same(Stock, other.Stock) && Same(Credit, other.Credit)
        && Orders.Count == other.Orders.Count && Orders.All(o => other.Orders.TryGetValue(o.Key, out var theirs) && theirs.Paid == o.Value.Paid);

    private static IEnumerable<string> Off(string what, IReadOnlyDictionary<string, long> balances, Dictionary<string, long> left, long opening)
    {
        foreach (var id in left.Keys.Where(id => !balances.ContainsKey(id))) yield return $"{what} {id} is in a paid order and is not there";
        foreach (var (id, balance) in balances)
            if (opening - balance != left.GetValueOrDefault(id))
                yield return FormattableString.Invariant($"{what} {id}: {opening - balance} left it, its paid orders hold {left.GetValueOrDefault(id)}");
    }

    private static bool Same(IReadOnlyDictionary<string, long> ours, IReadOnlyDictionary<string, long> theirs) =>
        ours.Count == theirs.Count && ours.All(b => theirs.TryGetValue(b.Key, out var other) && other == b.Value);
}
