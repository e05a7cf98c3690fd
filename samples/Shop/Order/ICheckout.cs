namespace Shop.Order;

/// <summary>A way to turn an order into a paid one, with its stock taken and its user charged.</summary>
internal interface ICheckout
{
    /// <summary>Checks an order out and answers within five seconds.</summary>
    Task<CheckoutAnswer> CheckoutAsync(string orderId);
}
