using Faultline.Histories;

namespace Faultline.Workloads.Shop;

/// <summary>A checkout of one order, on a user and an item of its own with credit and stock for three.</summary>
internal sealed class CheckoutTrial : IRepeatTrial
{
    private const long Price = 10;
    private const int Enough = 3;
    private const long MostPieces = 1_000;

    private readonly ShopClient _client;
    private readonly string _item;
    private readonly string _user;
    private readonly long _pieces;
    private readonly long _total;

    private CheckoutTrial(ShopClient client, string order, string item, string user, (long Pieces, long Total) each)
    {
        Order = order;
        (_client, _item, _user) = (client, item, user);
        (_pieces, _total) = each;
    }

    /// <summary>The order that is checked out.</summary>
    public string Order { get; }

    /// <inheritdoc/>
    public string What => "a checkout of a fresh order with stock and credit for three";

    /// <summary>Makes the order and what it needs.</summary>
    public static async Task<CheckoutTrial> PrepareAsync(ShopClient client, CancellationToken cancellationToken)
    {
        var user = await client.CreateUserAsync(cancellationToken);
        var item = await client.CreateItemAsync(Price, cancellationToken);
        var order = await client.CreateOrderAsync(user, cancellationToken);
        await client.AddItemAsync(order, item, 1, cancellationToken);
        // A shop that put in something else damages orders, which the audit tells; here it only takes more of everything.
        var each = Shown(await client.ReadOrderAsync(order, cancellationToken), item);
        await client.AddFundsAsync(user, each.Total * Enough, cancellationToken);
        await client.AddStockAsync(item, each.Pieces * Enough, cancellationToken);
        return new CheckoutTrial(client, order, item, user, each);
    }

    /// <inheritdoc/>
    public async Task<(Outcome Outcome, string Answer)> AttemptAsync(CancellationToken cancellationToken)
    {
        var answer = await _client.CheckoutAsync(Order, cancellationToken);
        return (answer.Outcome, answer.Outcome == Outcome.Ok ? "" : ShopClient.Describe(answer));
    }

    /// <inheritdoc/>
    public async Task<bool> ShowsAsync(CancellationToken cancellationToken) =>
        (await _client.ReadItemAsync(_item, cancellationToken)).Value?.Stock == _pieces * (Enough - 1);

    /// <inheritdoc/>
    public async Task<int?> TimesAsync(CancellationToken cancellationToken)
    {
        var stock = await _client.ReadItemAsync(_item, cancellationToken);
        var credit = await _client.ReadCreditAsync(_user, cancellationToken);
        if (stock.Value is not { } item || credit.Value is not { } left) return null;

        // A charge need not be quite what the order shows: that is the audit's to tell.
        var charged = Math.Round((_total * Enough - (double)left) / _total);
        var taken = _pieces * Enough - (Int128)item.Stock;
        for (var times = 0; times <= Enough; times++)
            if (taken == times * _pieces && charged == times) return times;
        return null;
    }

    /// <summary>Pieces and total of the order as the shop shows it, as far as a shop can be tried with these.</summary>
    private static (long Pieces, long Total) Shown(EntityRead<OrderContent> order, string item)
    {
        if (order.Unusable is { } unusable) throw unusable.ToException(mayHaveBeenDone: unusable.Status == 0);
        var pieces = order.Value?.Lines.FirstOrDefault(l => l.Item == item).Quantity ?? 1;
        var total = order.Value?.TotalCost ?? 0;
        return (Math.Clamp(pieces, 1, MostPieces), Math.Clamp(total, Price * Math.Clamp(pieces, 1, MostPieces), Price * MostPieces));
    }
}
