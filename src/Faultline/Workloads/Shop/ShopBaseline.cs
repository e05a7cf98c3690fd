using Faultline.Experiments;

namespace Faultline.Workloads.Shop;

/// <summary>Reads a sample of a population's items, users and orders back.</summary>
internal static class ShopBaseline
{
    private static readonly Noun Item = new("item", "items");
    private static readonly Noun User = new("user", "users");
    private static readonly Noun Order = new("order", "orders");

    /// <exception cref="TargetUnavailableException">One of them is not as it was made.</exception>
    public static Task VerifyAsync(
        ShopClient client, ShopPopulation population, Random random, IRunObserver observer, CancellationToken cancellationToken)
    {
        var opening = population.Opening;
        var (items, users, orders) = (
            BaselineCheck.Sample(population.Items, random), BaselineCheck.Sample(population.Users, random), BaselineCheck.Sample(population.Orders, random));
        return Task.WhenAll(
            BaselineCheck.VerifyAsync(
                Item, items, async (id, token) => Usable(await client.ReadItemAsync(id, token)),
                (id, item) => Difference("stock", opening.Stock(id), item?.Stock), observer, cancellationToken),
            BaselineCheck.VerifyAsync(
                User, users, async (id, token) => Usable(await client.ReadCreditAsync(id, token)),
                (id, credit) => Difference("credit", opening.Credit(id), credit), observer, cancellationToken),
            BaselineCheck.VerifyAsync(
                Order, orders, async (id, token) => Usable(await client.ReadOrderAsync(id, token)),
                (_, order) => order is null || order.Paid || order.Lines.Count == 0 ? ("an unpaid order with items", order?.Describe() ?? "nothing") : null,
                observer, cancellationToken));
    }

    /// <summary>The value, or null where the shop says that there is none; an answer that says neither ends the check.</summary>
    private static T? Usable<T>(EntityRead<T> read) => read.Unusable is { } unusable ? throw unusable.ToException() : read.Value;

    private static (string Expected, string Actual)? Difference(string what, long? expected, long? actual) =>
        actual == expected ? null : ($"{what} {expected}", actual is { } found ? $"{what} {found}" : "nothing");
}
