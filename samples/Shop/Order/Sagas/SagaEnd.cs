namespace Shop.Order.Sagas;

/// <summary>Ends a saga by one transaction: the order is paid and the saga done.</summary>
internal sealed class SagaEnd(SagaLog log) : ISagaEnd
{
    public async Task<CheckoutAnswer> CommitAsync(Saga saga) =>
        await log.CommitAsync(saga) ? CheckoutAnswer.Paid : CheckoutAnswer.TakenOver;
}
