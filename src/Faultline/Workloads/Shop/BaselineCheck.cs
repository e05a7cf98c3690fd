using Faultline.Experiments;

namespace Faultline.Workloads.Shop;

/// <summary>Reads a sample of a population's balances back, so that no verdict rests on a baseline that was only promised.</summary>
internal static class BaselineCheck
{
    private const int SampleSize = 300;
    private const int LongestShown = 200;

    public static async Task VerifyAsync(
        ShopClient client, ShopPopulation population, Random random, IRunObserver observer, CancellationToken cancellationToken)
    {
        // The samples are drawn first, in one order, so that the same seed reads the same; then all are read at once.
        var (items, users, orders) = (Sample(population.Items, random), Sample(population.Users, random), Sample(population.Orders, random));
        await Task.WhenAll(ItemsAsync(), UsersAsync(), OrdersAsync());

        async Task ItemsAsync()
        {
            foreach (var (id, item) in await ParallelReads.ReadAsync(items, async (id, ct) => Usable(await client.ReadItemAsync(id, ct)), "reading items back", observer, cancellationToken))
                Expect($"item {id}", "stock", population.Opening.Stock(id), item?.Stock);
        }

        async Task UsersAsync()
        {
            foreach (var (id, credit) in await ParallelReads.ReadAsync(users, async (id, ct) => Usable(await client.ReadCreditAsync(id, ct)), "reading users back", observer, cancellationToken))
                Expect($"user {id}", "credit", population.Opening.Credit(id), credit);
        }

        async Task OrdersAsync()
        {
            foreach (var (id, order) in await ParallelReads.ReadAsync(orders, async (id, ct) => Usable(await client.ReadOrderAsync(id, ct)), "reading orders back", observer, cancellationToken))
            {
                if (order is null || order.Paid || order.Lines.Count == 0)
                    throw Unexpected($"order {id}", "an unpaid order with items", order?.Describe() ?? "nothing");
            }
        }
    }

    /// <summary>The value, or null where the shop says that there is none; an answer that says neither ends the check.</summary>
    private static T? Usable<T>(ShopRead<T> read) => read.Unusable is { } unusable ? throw unusable.ToException() : read.Value;

    private static void Expect(string entity, string what, long? expected, long? actual)
    {
        if (actual != expected) throw Unexpected(entity, $"{what} {expected}", actual is { } a ? $"{what} {a}" : "nothing");
    }

    private static TargetUnavailableException Unexpected(string entity, string expected, string actual) =>
        new($"the population is not as it was asked for: {ToldText.Line(entity, LongestShown)} should have {expected} and has {ToldText.Line(actual, LongestShown)}",
            "Nothing was killed. Is somebody else using this shop?");

    private static string[] Sample(IReadOnlyList<string> ids, Random random) =>
        ids.Count <= SampleSize
            ? [.. ids]
            : [.. Enumerable.Range(0, SampleSize).Select(_ => ids[random.Next(ids.Count)]).Distinct(StringComparer.Ordinal)];
}
