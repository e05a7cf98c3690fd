using Shop.Order;

namespace Shop.Bugs;

/// <summary>Answers before the work is begun, and what should have done it later never does.</summary>
internal sealed class LostAck(ICheckout correct, OrderBook orders) : ICheckout
{
    private const int OneIn = 10;

    public Task<CheckoutAnswer> CheckoutAsync(string orderId) =>
        OrderStrikes.Hits(orders, orderId, OneIn) ? Task.FromResult(CheckoutAnswer.Paid) : correct.CheckoutAsync(orderId);
}
