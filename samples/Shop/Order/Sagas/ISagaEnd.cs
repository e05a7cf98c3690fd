namespace Shop.Order.Sagas;

/// <summary>The end of a saga whose steps are all taken.</summary>
internal interface ISagaEnd
{
    /// <summary>Makes the order paid, unless the saga was taken over, and says what the checkout is answered.</summary>
    Task<CheckoutAnswer> CommitAsync(Saga saga);
}
