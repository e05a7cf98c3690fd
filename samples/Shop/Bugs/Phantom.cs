using Shop.Order;

namespace Shop.Bugs;

/// <summary>Something after the checkout fails, and its error is given as the answer for the whole.</summary>
internal sealed class Phantom(ICheckout correct, OrderBook orders) : ICheckout
{
    private const int OneIn = 10;

    public async Task<CheckoutAnswer> CheckoutAsync(string orderId)
    {
        CheckoutAnswer answer = await correct.CheckoutAsync(orderId);
        return answer.Outcome == CheckoutOutcome.Paid && OrderStrikes.Hits(orders, orderId, OneIn)
            ? CheckoutAnswer.Refused("The receipt could not be written")
            : answer;
    }
}
