namespace Shop.Order;

/// <summary>An order as the store keeps it and as <c>/orders/find</c> answers it.</summary>
internal sealed record CustomerOrder(string OrderId, bool Paid, IReadOnlyList<OrderLine> Items, string UserId, long TotalCost);
