namespace Shop.Order;

/// <summary>Whether a checkout took effect.</summary>
internal enum CheckoutOutcome
{
    /// <summary>The order is paid.</summary>
    Paid,

    /// <summary>This attempt will not pay the order.</summary>
    Refused,

    /// <summary>This attempt may yet pay the order, or not.</summary>
    Unknown,
}
