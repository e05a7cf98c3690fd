using Faultline.Configuration;
using Faultline.Experiments;

namespace Faultline.Workloads.Shop;

/// <summary>
/// A population that is there already, with the numbered ids of the batch calls. Its balances are whatever earlier
/// users left, so they are read: of a part of the orders that is larger than the load needs, and of all users and
/// items of these. The load then keeps to this part.
/// </summary>
internal static class FoundPopulation
{
    private const int LargestPart = 25_000;
    private const int SmallestPart = 1_000;

    public static async Task<ShopPopulation> FindAsync(
        ShopClient client, PopulationMemory memory, ShopOptions options, Random random, IRunObserver observer, CancellationToken cancellationToken)
    {
        var all = await IdsAsync(client, memory, cancellationToken);
        if (all.Count == 0)
            throw new ConfigurationException(new ConfigurationError(
                "the shop is empty: order \"0\" does not exist",
                Hint: "Nothing was killed. Add --init to create a population before the load"));

        var part = (int)Math.Min(all.Count, Math.Clamp(options.ExpectedIterations * 2L, SmallestPart, LargestPart));
        var chosen = Choose(all, part, random);
        UnusableAnswer? unusable = null;
        T? Noted<T>(EntityRead<T> read)
        {
            if (read.Unusable is not null) Interlocked.CompareExchange(ref unusable, read.Unusable, null);
            return read.Value;
        }

        var orders = await ParallelReads.ReadAsync(chosen, async (id, ct) => Noted(await client.ReadOrderAsync(id, ct)), "reading orders", observer, cancellationToken);
        var opening = new OpeningBalances();
        foreach (var (id, order) in orders)
            if (order is not null) opening.ReadPaid[id] = order.Paid;

        var known = orders.Values.OfType<OrderContent>().ToArray();
        var users = known.Select(o => o.User).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var items = known.SelectMany(o => o.Lines).Select(l => l.Item).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (users.Length == 0 || items.Length == 0)
            throw unusable?.ToException() ?? new TargetUnavailableException(
                "the orders that are there have no items or could not be read", "Add --init to create a population before the load");

        foreach (var (id, credit) in await ParallelReads.ReadAsync(users, async (id, ct) => Noted(await client.ReadCreditAsync(id, ct)), "reading users", observer, cancellationToken))
            if (credit is { } known1) opening.ReadCredit[id] = known1;
        foreach (var (id, item) in await ParallelReads.ReadAsync(items, async (id, ct) => Noted(await client.ReadItemAsync(id, ct)), "reading items", observer, cancellationToken))
            if (item is { } known2) (opening.ReadStock[id], opening.ReadPrice[id]) = (known2.Stock, known2.Price);

        var usable = orders
            .Where(o => opening.ReadPaid.ContainsKey(o.Key) && o.Value is { Lines.Count: > 0 } c && opening.ReadCredit.ContainsKey(c.User) && c.Lines.All(l => opening.ReadStock.ContainsKey(l.Item)))
            .Select(o => o.Key)
            .Order(StringComparer.Ordinal)
            .ToArray();
        var empty = known.Count(o => o.Lines.Count == 0);
        if (empty > 0) observer.Warned($"{empty} of {orders.Count} orders hold no items and are left alone");
        if (usable.Length + empty < orders.Count)
            observer.Warned($"{orders.Count - usable.Length - empty} of {orders.Count} orders could not be read before the load and are left alone{(unusable is null ? "" : $"; the first answer that could not be used: {unusable.Message}")}");
        if (usable.Length == 0)
            throw unusable?.ToException() ?? new TargetUnavailableException("no order of the population could be read with its user and items");

        WarnOfRefusals(usable.Select(id => orders[id]!).ToArray(), opening, observer);
        return new ShopPopulation(
            $"found {all.Count}, {usable.Length} used", usable, [.. opening.ReadCredit.Keys], [.. opening.ReadStock.Keys], [], [], opening)
        {
            Planned = part - empty,
            Contents = usable.ToDictionary(id => id, id => orders[id]!, StringComparer.Ordinal),
        };
    }

    /// <summary>Checkouts that can only be refused, or are repeated, put little to the test.</summary>
    private static void WarnOfRefusals(OrderContent[] orders, OpeningBalances opening, IRunObserver observer)
    {
        var paid = orders.Count(o => o.Paid);
        var unaffordable = orders.Count(o =>
            !o.Paid && (opening.ReadCredit[o.User] < o.TotalCost || o.Lines.Any(l => opening.ReadStock[l.Item] < l.Quantity)));
        if ((paid + unaffordable) * 2 > orders.Length)
            observer.Warned($"of {orders.Length} orders {paid} are paid already, and for {unaffordable} stock or credit is used up: most checkouts will be refused or do nothing. Add --init to create a population before the load");
    }

    /// <summary>The orders of the last population made here if they are still there, else as many numbered ones as answer.</summary>
    private static async Task<IReadOnlyList<string>> IdsAsync(ShopClient client, PopulationMemory memory, CancellationToken cancellationToken)
    {
        if (memory.Recall(ShopPopulation.OrderList) is { } remembered
            && await ExistsAsync(client, remembered[0], cancellationToken)
            && await ExistsAsync(client, remembered[^1], cancellationToken))
            return remembered;
        return new NumberedIds(await CountAsync(client, cancellationToken));
    }

    /// <summary>How many orders 0 … n−1 exist: doubling, then bisection.</summary>
    private static async Task<int> CountAsync(ShopClient client, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(client, 0, cancellationToken)) return 0;
        var there = 0;
        var missing = 1;
        while (missing < 1 << 24 && await ExistsAsync(client, missing, cancellationToken))
        {
            there = missing;
            missing *= 2;
        }

        while (missing - there > 1)
        {
            var middle = there + (missing - there) / 2;
            if (await ExistsAsync(client, middle, cancellationToken)) there = middle;
            else missing = middle;
        }

        return there + 1;
    }

    private static Task<bool> ExistsAsync(ShopClient client, int number, CancellationToken cancellationToken) =>
        ExistsAsync(client, number.ToString(System.Globalization.CultureInfo.InvariantCulture), cancellationToken);

    private static async Task<bool> ExistsAsync(ShopClient client, string order, CancellationToken cancellationToken)
    {
        var read = await client.ReadOrderAsync(order, cancellationToken);
        return read.Unusable is { } unusable ? throw unusable.ToException() : read.Value is not null;
    }

    private static List<string> Choose(IReadOnlyList<string> ids, int part, Random random)
    {
        // Floyd's sampling: part distinct numbers below the size, each set equally likely.
        var chosen = new HashSet<int>();
        for (var i = ids.Count - part; i < ids.Count; i++)
            if (!chosen.Add(random.Next(i + 1))) chosen.Add(i);
        return [.. chosen.Order().Select(n => ids[n])];
    }
}
