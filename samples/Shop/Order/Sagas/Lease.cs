using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Shop.Order.Sagas;

/// <summary>Keeps telling the other replicas that this one lives, and takes over the sagas of those that do not.</summary>
internal sealed class Lease(SagaLog log, Compensator compensator, TimeProvider time, ILogger<Lease> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(1500);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first request: a saga whose owner never beat would be taken over at once.
        while (!await TryBeatAsync())
            await Task.Delay(Interval, time, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await log.LeaveAsync();
        }
        catch (Exception error) when (StoreUnavailableException.Covers(error))
        {
            logger.LogWarning("The lease was not given up and has to run out: {Reason}", error.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryBeatAsync();
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    private async Task<bool> TryBeatAsync()
    {
        try
        {
            await BeatAsync();
            return true;
        }
        catch (Exception error) when (StoreUnavailableException.Covers(error))
        {
            logger.LogWarning("The lease was not renewed: {Reason}", error.Message);
            return false;
        }
    }

    private async Task BeatAsync()
    {
        DateTimeOffset now = time.GetUtcNow();
        int taken = await log.BeatAsync(now.ToUnixTimeMilliseconds(), (now - Duration).ToUnixTimeMilliseconds());
        if (taken > 0)
            compensator.Wake();
    }
}
