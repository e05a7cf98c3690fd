namespace Shop.Order.Sagas;

/// <summary>How the steps of a saga are taken and undone in the other services.</summary>
internal interface IStepCalls
{
    /// <summary>Takes a step under its key.</summary>
    Task<CallResult> TakeAsync(Saga saga, int step, CancellationToken cancellationToken);

    /// <summary>Undoes a step, or keeps it from being applied later; may be repeated.</summary>
    Task<CallResult> UndoAsync(Saga saga, int step, CancellationToken cancellationToken);
}
