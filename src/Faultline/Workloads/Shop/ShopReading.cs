using Faultline.Experiments;

namespace Faultline.Workloads.Shop;

/// <summary>What one sweep read: null stands for what did not answer.</summary>
internal sealed class ShopReading(
    Dictionary<string, OrderContent?> orders,
    Dictionary<string, ItemState?> items,
    Dictionary<string, long?> users) : IStateReading
{
    public IReadOnlyDictionary<string, OrderContent?> Orders => orders;

    public IReadOnlyDictionary<string, ItemState?> Items => items;

    public IReadOnlyDictionary<string, long?> Users => users;

    /// <summary>This reading, and accounts that it left out.</summary>
    public ShopReading With(IReadOnlyDictionary<string, ItemState?> otherItems, IReadOnlyDictionary<string, long?> otherUsers) =>
        new(orders, new(items.Concat(otherItems), StringComparer.Ordinal), new(users.Concat(otherUsers), StringComparer.Ordinal));

    public int Unreadable => orders.Values.Count(o => o is null) + items.Values.Count(i => i is null) + users.Values.Count(u => u is null);

    public bool Agrees(IStateReading other) =>
        other is ShopReading reading
        && Same(orders, reading.Orders, (a, b) => a?.Paid == b?.Paid && a?.Describe() == b?.Describe())
        && Same(items, reading.Items, (a, b) => a == b)
        && Same(users, reading.Users, (a, b) => a == b);

    private static bool Same<T>(Dictionary<string, T> mine, IReadOnlyDictionary<string, T> other, Func<T, T, bool> equal) =>
        mine.Count == other.Count && mine.All(pair => other.TryGetValue(pair.Key, out var value) && equal(pair.Value, value));
}
