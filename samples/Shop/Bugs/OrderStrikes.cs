using Shop.Order;

namespace Shop.Bugs;

/// <summary>Which orders a bug strikes.</summary>
internal static class OrderStrikes
{
    /// <summary>
    /// Whether an order is struck. Orders of users who were made one by one are spared: who tries a few calls by hand,
    /// or before a load, finds the shop in order.
    /// </summary>
    public static bool Hits(OrderBook orders, string orderId, int oneIn) =>
        Strikes.Hits(orderId, oneIn) && orders.Find(orderId) is { } order && order.UserId.All(char.IsAsciiDigit);
}
