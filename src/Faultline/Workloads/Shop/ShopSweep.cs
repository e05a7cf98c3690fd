using Faultline.Experiments;

namespace Faultline.Workloads.Shop;

/// <summary>Reads the books: every order that was attempted, its user and items, and accounts that nobody touched: a sample in each sweep, or all at the end.</summary>
internal sealed class ShopSweep(
    ShopClient client, ShopLedger ledger, IReadOnlyDictionary<string, OrderContent> created, ShopPopulation population, int seed, int sampled)
{
    public async Task<ShopReading> ReadAsync(IRunObserver observer, CancellationToken cancellationToken)
    {
        var orders = await ParallelReads.ReadAsync(ledger.Orders, client.FindOrderAsync, "reading orders", observer, cancellationToken);

        // What the run put into an order counts beside what is found in it: if the order lost its item, that item must be read too.
        var contents = orders.Values.OfType<OrderContent>().Concat(created.Where(c => orders.ContainsKey(c.Key)).Select(c => c.Value)).ToArray();
        var users = contents.Select(o => o.User).ToHashSet(StringComparer.Ordinal);
        var items = contents.SelectMany(o => o.Lines).Select(l => l.Item).ToHashSet(StringComparer.Ordinal);

        // The same sample in every sweep: it follows from the seed alone.
        var random = new Random(seed);
        AddSample(users, population.Users, sampled, random);
        AddSample(items, population.Items, sampled, random);

        return new ShopReading(
            orders,
            await ParallelReads.ReadAsync(items, client.FindItemAsync, "reading items", observer, cancellationToken),
            await ParallelReads.ReadAsync(users, client.FindCreditAsync, "reading users", observer, cancellationToken));
    }

    /// <summary>
    /// Reads the accounts of the population that a sweep left out. No operation touches them, so once, when the others
    /// stand still, is enough.
    /// </summary>
    public async Task<ShopReading> ReadRestAsync(ShopReading sweep, IRunObserver observer, CancellationToken cancellationToken) => sweep.With(
        await ParallelReads.ReadAsync([.. population.Items.Where(i => !sweep.Items.ContainsKey(i))], client.FindItemAsync, "reading the other items", observer, cancellationToken),
        await ParallelReads.ReadAsync([.. population.Users.Where(u => !sweep.Users.ContainsKey(u))], client.FindCreditAsync, "reading the other users", observer, cancellationToken));

    private static void AddSample(HashSet<string> touched, IReadOnlyList<string> all, int count, Random random)
    {
        if (all.Count <= count) touched.UnionWith(all);
        else
            for (var i = 0; i < count; i++) touched.Add(all[random.Next(all.Count)]);
    }
}
