namespace Shop.Order.Sagas;

/// <summary>A saga that was begun, or the answer why there is none.</summary>
internal sealed record SagaStart(Saga? Saga, CheckoutAnswer Answer);
