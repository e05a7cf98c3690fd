namespace Shop.Order.Sagas;

/// <summary>Takes and undoes steps by calls to the services.</summary>
internal sealed class StepCalls(ShopClient shop) : IStepCalls
{
    public Task<CallResult> TakeAsync(Saga saga, int step, CancellationToken cancellationToken) =>
        shop.PostAsync(saga.Steps[step].ApplyPath, saga.KeyOf(step), compensates: null, cancellationToken);

    public Task<CallResult> UndoAsync(Saga saga, int step, CancellationToken cancellationToken) =>
        shop.PostAsync(saga.Steps[step].UndoPath, key: null, saga.KeyOf(step), cancellationToken);
}
