using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Samples.Storage;

namespace Bank.Transfers;

/// <summary>
/// Carries on what is pending and what no request carries on: the ledger did not answer, or this service died meanwhile.
/// What is to be done stands in the store alone, so that nothing is forgotten when an attempt fails.
/// </summary>
internal sealed class Outbox(TransferBook book, TransferDesk desk, TimeProvider time, ILogger<Outbox> logger) : BackgroundService
{
    private const int AtOnce = 16;
    private const int PageSize = 256;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            do await RoundAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The service stops; its next start goes on.
        }
    }

    private async Task RoundAsync(CancellationToken stopping)
    {
        try
        {
            var after = "";
            while (book.Pending(after, PageSize) is { Count: > 0 } page)
            {
                after = page[^1].Id;
                await Parallel.ForEachAsync(
                    page.Where(transfer => !desk.IsUnderWay(transfer.Id)),
                    new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stopping },
                    async (transfer, cancellation) => await desk.FinishAsync(transfer, cancellation));
            }
        }
        catch (Exception e) when (StoreUnavailableException.Covers(e))
        {
            logger.LogWarning("Transfers wait to be carried on: {Reason}", e.Message);
        }
    }
}
