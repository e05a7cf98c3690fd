namespace Shop.Order;

/// <summary>How a checkout ended, as far as the caller is told.</summary>
internal readonly record struct CheckoutAnswer(CheckoutOutcome Outcome, string Text)
{
    public static CheckoutAnswer Paid { get; } = new(CheckoutOutcome.Paid, "Checkout successful");

    /// <summary>Another replica has given the checkout up meanwhile.</summary>
    public static CheckoutAnswer TakenOver { get; } = Refused("The checkout was aborted");

    public static CheckoutAnswer Refused(string text) => new(CheckoutOutcome.Refused, text);

    public static CheckoutAnswer Unknown(string text) => new(CheckoutOutcome.Unknown, text);
}
