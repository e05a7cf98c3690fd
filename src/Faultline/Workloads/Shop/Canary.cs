using System.Globalization;
using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Histories;

namespace Faultline.Workloads.Shop;

/// <summary>
/// Checks one order out twice, on a user and an item of its own with credit and stock for three, before the load.
/// The first must work; the second tells what this shop does with a repeated checkout, which decides what the
/// auditor may demand.
/// </summary>
internal sealed class Canary
{
    private const long Price = 10;
    private const int Pieces = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // A shop that has not moved for this long after an answer of ok is taken at its word.
    private static readonly TimeSpan RepeatLimit = TimeSpan.FromSeconds(2);

    private readonly ShopClient _client;
    private readonly TimeProvider _time;
    private readonly string _item;
    private readonly Outcome _second;
    private readonly long _answered;

    private Canary(ShopClient client, TimeProvider time, string item, Outcome second)
    {
        (_client, _time, _item, _second, _answered) = (client, time, item, second, time.GetTimestamp());
        if (second == Outcome.Failed) Rule = RepeatRule.Refused;
    }

    /// <summary>What a repeated checkout does; null until it is known, which <see cref="WatchAsync"/> sees to.</summary>
    public RepeatRule? Rule { get; private set; }

    /// <summary>Checks out twice; the second time is answered when this returns.</summary>
    public static async Task<Canary> RunAsync(ShopClient client, TimeProvider time, CancellationToken cancellationToken)
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
        if (await StocksAfterAsync(client, item, Pieces - 1, time, time.GetTimestamp(), Limit, cancellationToken) is var left and not (Pieces - 1))
            throw new TargetUnavailableException(
                $"a checkout of one piece was answered ok, but the stock went from {Pieces} to {left?.ToString(CultureInfo.InvariantCulture) ?? "nothing readable"}",
                "Nothing was killed. The shop must work before it is tested under faults");

        var second = await client.CheckoutAsync(order, cancellationToken);
        return new Canary(client, time, item, second.Outcome);
    }

    /// <summary>
    /// Waits until it is known what the second checkout did: until its effect shows, or two seconds after its answer
    /// have passed without one.
    /// </summary>
    /// <exception cref="TargetUnavailableException">Its item could not be read, so nothing is known.</exception>
    public async Task<RepeatRule> WatchAsync(CancellationToken cancellationToken)
    {
        if (Rule is { } known) return known;
        var left = await StocksAfterAsync(_client, _item, Pieces - 2, _time, _answered, RepeatLimit, cancellationToken);
        if (left is null)
            throw new TargetUnavailableException(
                "what a repeated checkout did to the stock could not be read, so the books cannot be judged", "Look at the stock service's own log");
        var rule = left == Pieces - 2 ? RepeatRule.AppliesAgain
            : _second == Outcome.Ok ? RepeatRule.AcceptedWithoutEffect
            : RepeatRule.Refused;
        Rule = rule;
        return rule;
    }

    /// <summary>Waits until the stock is as expected, for shops that answer before their stores agree; else what it stayed at.</summary>
    private static async Task<long?> StocksAfterAsync(
        ShopClient client, string item, long expected, TimeProvider time, long since, TimeSpan limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await client.FindItemAsync(item, cancellationToken);
            if (state?.Stock == expected || time.GetElapsedTime(since) > limit) return state?.Stock;
            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
