using Shop.Order;
using Shop.Order.Sagas;

namespace Shop.Bugs;

/// <summary>Takes a step for undone and does not undo it: money is not given back, or stock is not.</summary>
/// <param name="correct">Takes and undoes each step.</param>
/// <param name="orders">The orders.</param>
/// <param name="ofPayment">Whether it is the payment that is not undone, or the items.</param>
internal sealed class ForgottenUndo(IStepCalls correct, OrderBook orders, bool ofPayment) : IStepCalls
{
    // Most checkouts are never undone, so of those that are it strikes more.
    private const int OneIn = 2;

    public Task<CallResult> TakeAsync(Saga saga, int step, CancellationToken cancellationToken) =>
        correct.TakeAsync(saga, step, cancellationToken);

    public Task<CallResult> UndoAsync(Saga saga, int step, CancellationToken cancellationToken) =>
        saga.Steps[step].IsPayment == ofPayment && OrderStrikes.Hits(orders, saga.OrderId, OneIn)
            ? Task.FromResult(CallResult.Applied)
            : correct.UndoAsync(saga, step, cancellationToken);
}
