using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Histories;

namespace Faultline.Workloads.Shop;

/// <summary>
/// Checks one order out twice, on a user and an item of its own with credit and stock for three, before the load.
/// The first must work; the second tells what this shop does with a repeated checkout, which decides what the
/// auditor may demand. A shop may charge again seconds after its answer: what the second did is looked at after the load.
/// </summary>
internal sealed class Canary
{
    private const long Price = 10;
    private const int Pieces = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ShopClient _client;
    private readonly string _item;
    private readonly string _user;
    private readonly Outcome _second;

    private Canary(ShopClient client, string item, string user, Outcome second) =>
        (_client, _item, _user, _second) = (client, item, user, second);

    /// <summary>What a repeated checkout does; null until <see cref="LookAsync"/> has looked.</summary>
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
        // A second that comes before the first has taken effect would not be a repetition. What never takes effect is the audit's to tell.
        await AwaitStockAsync(client, item, Pieces - 1, time, cancellationToken);

        var second = await client.CheckoutAsync(order, cancellationToken);
        return new Canary(client, item, user, second.Outcome);
    }

    /// <summary>
    /// Looks, when everything stands still, at what the second checkout did. What its item and its user then show is the
    /// rule. Where they are lost, cannot be read or are older than they were, nobody knows the rule.
    /// </summary>
    public async Task<RepeatRule> LookAsync(CancellationToken cancellationToken)
    {
        var stock = await _client.ReadItemAsync(_item, cancellationToken);
        var credit = await _client.ReadCreditAsync(_user, cancellationToken);
        if (stock.Value is not { } item || credit.Value is not { } left) return Keep(RepeatRule.Unknown);

        return Keep((Pieces - item.Stock, (Pieces * Price - left) / Price) switch
        {
            (2, 2) => RepeatRule.AppliesAgain,
            (1, 1) when _second == Outcome.Ok => RepeatRule.AcceptedWithoutEffect,
            (1, 1) when _second == Outcome.Failed => RepeatRule.Refused,
            _ => RepeatRule.Unknown,
        });
    }

    private RepeatRule Keep(RepeatRule rule)
    {
        Rule = rule;
        return rule;
    }

    private static async Task AwaitStockAsync(ShopClient client, string item, long expected, TimeProvider time, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        while ((await client.ReadItemAsync(item, cancellationToken)).Value?.Stock != expected && time.GetElapsedTime(begun) < Limit)
            await Task.Delay(Pause, time, cancellationToken);
    }
}
