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
    private const int Times = 3;
    private const long MostPieces = 1_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // A shop that has not moved for this long after an answer of ok is taken at its word.
    private static readonly TimeSpan RepeatLimit = TimeSpan.FromSeconds(2);

    private readonly ShopClient _client;
    private readonly TimeProvider _time;
    private readonly string _item;
    private readonly long _stockAfterTwo;
    private readonly Outcome _second;
    private readonly long _answered;

    private Canary(ShopClient client, TimeProvider time, string order, string item, long stockAfterTwo, Outcome second)
    {
        Order = order;
        (_client, _time, _item, _stockAfterTwo, _second, _answered) = (client, time, item, stockAfterTwo, second, time.GetTimestamp());
        if (second == Outcome.Failed) Rule = RepeatRule.Refused;
    }

    /// <summary>The order that is checked out twice.</summary>
    public string Order { get; }

    /// <summary>What a repeated checkout does; null until it is known, which <see cref="WatchAsync"/> sees to.</summary>
    public RepeatRule? Rule { get; private set; }

    /// <summary>Checks out twice; the second time is answered when this returns.</summary>
    public static async Task<Canary> RunAsync(ShopClient client, TimeProvider time, CancellationToken cancellationToken)
    {
        var user = await client.CreateUserAsync(cancellationToken);
        var item = await client.CreateItemAsync(Price, cancellationToken);
        var order = await client.CreateOrderAsync(user, cancellationToken);
        await client.AddItemAsync(order, item, 1, cancellationToken);
        // A shop that put in something else damages orders, which the audit tells; here it only takes more of everything.
        var (pieces, total) = Shown(await client.ReadOrderAsync(order, cancellationToken), item);
        await client.AddFundsAsync(user, total * Times, cancellationToken);
        await client.AddStockAsync(item, pieces * Times, cancellationToken);

        var first = await client.CheckoutAsync(order, cancellationToken);
        if (first.Outcome != Outcome.Ok)
            throw new TargetUnavailableException(
                $"a checkout of a fresh order with stock and credit for three was not accepted ({ShopClient.Describe(first)})",
                "Nothing was killed. The shop must work before it is tested under faults");
        var left = await StocksAfterAsync(client, item, pieces * (Times - 1), time, time.GetTimestamp(), Limit, cancellationToken);
        if (left != pieces * (Times - 1))
            throw new TargetUnavailableException(
                $"a checkout of {(pieces == 1 ? "one piece" : $"{pieces} pieces")} was answered ok, but the stock went from {pieces * Times} to {left?.ToString(CultureInfo.InvariantCulture) ?? "nothing readable"}",
                "Nothing was killed. The shop must work before it is tested under faults");

        var second = await client.CheckoutAsync(order, cancellationToken);
        return new Canary(client, time, order, item, pieces * (Times - 2), second.Outcome);
    }

    /// <summary>
    /// Waits until it is known what the second checkout did: until its effect shows, or two seconds after its answer
    /// have passed without one.
    /// </summary>
    /// <exception cref="TargetUnavailableException">Its item could not be read, so nothing is known.</exception>
    public async Task<RepeatRule> WatchAsync(CancellationToken cancellationToken)
    {
        if (Rule is { } known) return known;
        var left = await StocksAfterAsync(_client, _item, _stockAfterTwo, _time, _answered, RepeatLimit, cancellationToken);
        if (left is null)
            throw new TargetUnavailableException(
                "what a repeated checkout did to the stock could not be read, so the books cannot be judged", "Look at the stock service's own log");
        var rule = left == _stockAfterTwo ? RepeatRule.AppliesAgain
            : _second == Outcome.Ok ? RepeatRule.AcceptedWithoutEffect
            : RepeatRule.Refused;
        Rule = rule;
        return rule;
    }

    /// <summary>Pieces and total of the order as the shop shows it, as far as a shop can be tried with these.</summary>
    private static (long Pieces, long Total) Shown(ShopRead<OrderContent> order, string item)
    {
        if (order.Unusable is { } unusable) throw unusable.ToException();
        var pieces = order.Value?.Lines.FirstOrDefault(l => l.Item == item).Quantity ?? 1;
        var total = order.Value?.TotalCost ?? 0;
        return (Math.Clamp(pieces, 1, MostPieces), Math.Clamp(total, Price * Math.Clamp(pieces, 1, MostPieces), Price * MostPieces));
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
