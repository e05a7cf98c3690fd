using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Histories;

namespace Faultline.Workloads.Shop;

/// <summary>
/// Checks one order out twice, on a user and an item of its own with credit and stock for three, before the load.
/// The first must work; the second tells what this shop does with a repeated checkout, which decides what the
/// auditor may demand.
/// </summary>
internal static class Canary
{
    private const long Price = 10;
    private const int Pieces = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static async Task<RepeatRule> RunAsync(ShopClient client, TimeProvider time, CancellationToken cancellationToken)
    {
        var user = await client.CreateUserAsync(cancellationToken);
        await client.AddFundsAsync(user, Price * Pieces, cancellationToken);
        var item = await client.CreateItemAsync(Price, cancellationToken);
        await client.AddStockAsync(item, Pieces, cancellationToken);
        var order = await client.CreateOrderAsync(user, cancellationToken);
        await client.AddItemAsync(order, item, 1, cancellationToken);

        var first = await client.CheckoutAsync(order, cancellationToken);
        if (first.Outcome != Outcome.Ok)
            throw new TargetUnavailableException(
                $"a checkout of a fresh order with stock and credit for three was not accepted ({ShopClient.Describe(first)})",
                "Nothing was killed. The shop must work before it is tested under faults");
        if (await StocksAfterAsync(client, item, Pieces - 1, time, cancellationToken) is var left and not (Pieces - 1))
            throw new TargetUnavailableException(
                $"a checkout of one piece was answered ok, but the stock went from {Pieces} to {left?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "nothing readable"}",
                "Nothing was killed. The shop must work before it is tested under faults");

        var second = await client.CheckoutAsync(order, cancellationToken);
        if (second.Outcome == Outcome.Failed) return RepeatRule.Refused;
        if (await StocksAfterAsync(client, item, Pieces - 2, time, cancellationToken) == Pieces - 2) return RepeatRule.AppliesAgain;
        return second.Outcome == Outcome.Ok ? RepeatRule.AcceptedWithoutEffect : RepeatRule.Refused;
    }

    /// <summary>Waits until the stock is as expected, for shops that answer before their stores agree; else what it stayed at.</summary>
    private static async Task<long?> StocksAfterAsync(
        ShopClient client, string item, long expected, TimeProvider time, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        // A shop that has not moved for this long after an answer of ok is taken at its word.
        var limit = expected == Pieces - 1 ? Limit : TimeSpan.FromSeconds(2);
        while (true)
        {
            var state = await client.FindItemAsync(item, cancellationToken);
            if (state?.Stock == expected || time.GetElapsedTime(begun) > limit) return state?.Stock;
            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
