using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Shop.Order.Sagas;

/// <summary>
/// Undoes this replica's given-up sagas until each is at its end. What is to be done stands in the log alone, so that
/// nothing is forgotten when an attempt fails.
/// </summary>
internal sealed class Compensator(SagaLog log, RunningSagas running, IStepCalls steps, TimeProvider time, ILogger<Compensator> logger)
    : BackgroundService
{
    private const int AtOnce = 16;
    // With a service down, each saga's attempt fails; a few tell that as well as a thousand.
    private const int FailuresPerRound = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan StepTimeout = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>There is something to undo now.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _wake.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                if (await TryRoundAsync(stoppingToken))
                    await _wake.WaitAsync(Pause, stoppingToken);
                else
                    await Task.Delay(Pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops; who takes over goes on.
        }
    }

    /// <summary>Tries to undo all that is to be undone; false where some of it is left.</summary>
    private async Task<bool> TryRoundAsync(CancellationToken stopping)
    {
        try
        {
            // A saga that no request carries on, because its own end could not be written, ends here. It may have
            // been logged further since this look, so all that is logged is undone.
            foreach (Saga saga in log.Find("stepping").Where(saga => !running.Contains(saga.Id)))
                await log.AbortAsync(saga);

            int failures = 0;
            await Parallel.ForEachAsync(
                log.Find("compensating"),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stopping },
                async (saga, cancellation) =>
                {
                    if (Volatile.Read(ref failures) < FailuresPerRound && !await TryUndoAsync(saga, cancellation))
                        Interlocked.Increment(ref failures);
                });
            return failures == 0;
        }
        catch (Exception error) when (StoreUnavailableException.Covers(error))
        {
            logger.LogWarning("Sagas wait to be undone: {Reason}", error.Message);
            return false;
        }
    }

    private async Task<bool> TryUndoAsync(Saga saga, CancellationToken stopping)
    {
        for (int step = saga.Step; step >= 0; step--)
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            timeout.CancelAfter(StepTimeout);
            if (await steps.UndoAsync(saga, step, timeout.Token) != CallResult.Applied)
                return false;
        }

        await log.EndAsync(saga);
        return true;
    }
}
