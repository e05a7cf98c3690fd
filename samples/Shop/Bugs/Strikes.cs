using System.Security.Cryptography;
using System.Text;
using Shop.Order;

namespace Shop.Bugs;

/// <summary>
/// Which ids a bug strikes: a share of them, chosen by the id alone, so that no restart and no other replica changes it.
/// </summary>
internal static class Strikes
{
    /// <summary>Whether an id is among the struck ones, of which there is one in <paramref name="oneIn"/>.</summary>
    public static bool Hits(string id, int oneIn) =>
        BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(id))) % (uint)oneIn == 0;

    /// <summary>
    /// Whether an order is struck. Orders of users who were made one by one are spared: who tries a few calls by hand,
    /// or before a load, finds the shop in order.
    /// </summary>
    public static bool Hits(OrderBook orders, string orderId, int oneIn) =>
        Hits(orderId, oneIn) && orders.Find(orderId) is { } order && order.UserId.All(char.IsAsciiDigit);
}
