using Shop.Order;
using Shop.Order.Sagas;

namespace Shop.Bugs;

/// <summary>Takes one step of a checkout again under another key, so that the other service cannot tell it for the same.</summary>
/// <param name="correct">Takes and undoes each step.</param>
/// <param name="orders">The orders.</param>
/// <param name="ofPayment">Whether it is the payment that is taken again, or the first item.</param>
internal sealed class DoubleStep(IStepCalls correct, OrderBook orders, bool ofPayment) : IStepCalls
{
    private const int OneIn = 10;

    public async Task<CallResult> TakeAsync(Saga saga, int step, CancellationToken cancellationToken)
    {
        CallResult result = await correct.TakeAsync(saga, step, cancellationToken);
        if (result == CallResult.Applied && IsDoubled(saga, step))
            await correct.TakeAsync(Again(saga), step, cancellationToken);
        return result;
    }

    // What is undone is undone whole: the one fault is that too much is taken.
    public async Task<CallResult> UndoAsync(Saga saga, int step, CancellationToken cancellationToken)
    {
        CallResult result = await correct.UndoAsync(saga, step, cancellationToken);
        return result == CallResult.Applied && IsDoubled(saga, step)
            ? await correct.UndoAsync(Again(saga), step, cancellationToken)
            : result;
    }

    private static Saga Again(Saga saga) => saga with { Id = $"{saga.Id}-again" };

    private bool IsDoubled(Saga saga, int step) =>
        (ofPayment ? saga.Steps[step].IsPayment : step == 0 && !saga.Steps[step].IsPayment)
        && OrderStrikes.Hits(orders, saga.OrderId, OneIn);
}
