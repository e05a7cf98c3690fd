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
    private const int Times = 3;
    private const long MostPieces = 1_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ShopClient _client;
    private readonly string _item;
    private readonly string _user;
    private readonly long _pieces;
    private readonly long _total;
    private readonly Outcome _second;
    private readonly bool _isRepetition;

    private Canary(
        ShopClient client, string order, string item, string user, (long Pieces, long Total) each, Outcome second, bool isRepetition)
    {
        Order = order;
        (_client, _item, _user, _second, _isRepetition) = (client, item, user, second, isRepetition);
        (_pieces, _total) = each;
    }

    /// <summary>The order that is checked out twice.</summary>
    public string Order { get; }

    /// <summary>Checks out twice; the second time is answered when this returns.</summary>
    public static async Task<Canary> RunAsync(ShopClient client, TimeProvider time, CancellationToken cancellationToken)
    {
        var user = await client.CreateUserAsync(cancellationToken);
        var item = await client.CreateItemAsync(Price, cancellationToken);
        var order = await client.CreateOrderAsync(user, cancellationToken);
        await client.AddItemAsync(order, item, 1, cancellationToken);
        // A shop that put in something else damages orders, which the audit tells; here it only takes more of everything.
        var each = Shown(await client.ReadOrderAsync(order, cancellationToken), item);
        await client.AddFundsAsync(user, each.Total * Times, cancellationToken);
        await client.AddStockAsync(item, each.Pieces * Times, cancellationToken);

        var first = await client.CheckoutAsync(order, cancellationToken);
        if (first.Outcome != Outcome.Ok)
            throw new TargetUnavailableException(
                $"a checkout of a fresh order with stock and credit for three was not accepted ({ShopClient.Describe(first)})",
                "Nothing was killed. The shop must work before it is tested under faults")
            {
                MayHaveBeenDone = first.Outcome == Outcome.Unknown,
            };
        // A second that comes before the first has taken effect would not be a repetition. What never takes effect is the audit's to tell.
        var isRepetition = await ShowsAsync(client, item, each.Pieces * (Times - 1), time, cancellationToken);

        var second = await client.CheckoutAsync(order, cancellationToken);
        return new Canary(client, order, item, user, each, second.Outcome, isRepetition);
    }

    /// <summary>
    /// Looks, when everything stands still, at what the second checkout did. What its item and its user then show is the
    /// rule. Where they are lost, cannot be read or are older than they were, nobody knows the rule; nor where the first
    /// checkout had shown no effect when the second was made.
    /// </summary>
    public async Task<RepeatRule> LookAsync(CancellationToken cancellationToken)
    {
        var stock = await _client.ReadItemAsync(_item, cancellationToken);
        var credit = await _client.ReadCreditAsync(_user, cancellationToken);
        if (stock.Value is not { } item || credit.Value is not { } left || !_isRepetition) return RepeatRule.Unknown;

        // A charge need not be quite what the order shows: that is the audit's to tell.
        var charged = Math.Round((_total * Times - (double)left) / _total);
        return (_pieces * Times - (Int128)item.Stock, charged) switch
        {
            var (taken, times) when taken == 2 * _pieces && times == 2 => RepeatRule.AppliesAgain,
            var (taken, times) when taken != _pieces || times != 1 => RepeatRule.Unknown,
            _ when _second == Outcome.Ok => RepeatRule.AcceptedWithoutEffect,
            _ when _second == Outcome.Failed => RepeatRule.Refused,
            _ => RepeatRule.Unknown,
        };
    }

    /// <summary>Pieces and total of the order as the shop shows it, as far as a shop can be tried with these.</summary>
    private static (long Pieces, long Total) Shown(ShopRead<OrderContent> order, string item)
    {
        if (order.Unusable is { } unusable) throw unusable.ToException(mayHaveBeenDone: unusable.Status == 0);
        var pieces = order.Value?.Lines.FirstOrDefault(l => l.Item == item).Quantity ?? 1;
        var total = order.Value?.TotalCost ?? 0;
        return (Math.Clamp(pieces, 1, MostPieces), Math.Clamp(total, Price * Math.Clamp(pieces, 1, MostPieces), Price * MostPieces));
    }

    /// <summary>Whether the item shows this stock, now or soon.</summary>
    private static async Task<bool> ShowsAsync(ShopClient client, string item, long expected, TimeProvider time, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        while ((await client.ReadItemAsync(item, cancellationToken)).Value?.Stock != expected)
        {
            if (time.GetElapsedTime(begun) >= Limit) return false;
            await Task.Delay(Pause, time, cancellationToken);
        }

        return true;
    }
}
