
namespace Shop.Order.Sagas;

/// <summary>
/// Checks out by a saga: each step is logged before it is taken and carries a key; the order is paid by one
/// transaction at the end. A step that fails, or of which nothing is known, ends the saga: the mark that it is given up
/// is written first, then the <see cref="Compensator"/> undoes what was done, however long that takes.
/// </summary>
internal sealed class SagaCheckout(
    SagaLog log, RunningSagas running, Compensator compensator, IStepCalls steps, ISagaEnd end, TimeSpan stepDelay, TimeProvider time) : ICheckout
{
    private static readonly TimeSpan AnswerDeadline = TimeSpan.FromSeconds(4.5);
    private static readonly TimeSpan StepsDeadline = TimeSpan.FromSeconds(3.5);
    private static readonly TimeSpan StepTimeout = TimeSpan.FromSeconds(2);

    public async Task<CheckoutAnswer> CheckoutAsync(string orderId)
    {
        Task<CheckoutAnswer> saga = RunAsync(orderId);
        try
        {
            return await saga.WaitAsync(AnswerDeadline, time);
        }
        catch (Exception error) when (error is TimeoutException || StoreUnavailableException.Covers(error))
        {
            return CheckoutAnswer.Unknown("The outcome of the checkout is not known yet");
        }
    }

    private async Task<CheckoutAnswer> RunAsync(string orderId)
    {
        // Ids that grow with time keep the inserts at one end of the table.
        string id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        running.Add(id);
        try
        {
            (Saga? saga, CheckoutAnswer answer) = await log.BeginAsync(id, orderId);
            return saga is null ? answer : await RunAsync(saga);
        }
        finally
        {
            running.Remove(id);
        }
    }

    private async Task<CheckoutAnswer> RunAsync(Saga saga)
    {
        using var deadline = new CancellationTokenSource(StepsDeadline, time);
        for (int step = 0; step < saga.Steps.Count; step++)
        {
            if (step > 0 && !await log.StepAsync(saga, step))
                return CheckoutAnswer.TakenOver;

            CallResult result = await TakeAsync(saga, step, deadline.Token);
            if (result == CallResult.Refused)
                return await AbortAsync(saga, step - 1, saga.Steps[step].Refusal);
            if (result == CallResult.Unknown || !await PauseAsync(deadline.Token))
                return await AbortAsync(saga, step, "The checkout was aborted: a service did not answer");
        }

        return await end.CommitAsync(saga);
    }

    private async Task<CallResult> TakeAsync(Saga saga, int step, CancellationToken deadline)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(deadline);
        timeout.CancelAfter(StepTimeout);
        return await steps.TakeAsync(saga, step, timeout.Token);
    }

    /// <summary>Waits between two steps; false where the time for the steps is over.</summary>
    private async Task<bool> PauseAsync(CancellationToken deadline)
    {
        if (stepDelay > TimeSpan.Zero)
            await Task.Delay(stepDelay, time, deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !deadline.IsCancellationRequested;
    }

    private async Task<CheckoutAnswer> AbortAsync(Saga saga, int last, string reason)
    {
        // Where the saga was taken over, the refusal may be the answer to a step that came after its compensation.
        bool wasMine = await log.AbortAsync(saga, last);
        compensator.Wake();
        return wasMine ? CheckoutAnswer.Refused(reason) : CheckoutAnswer.TakenOver;
    }
}
