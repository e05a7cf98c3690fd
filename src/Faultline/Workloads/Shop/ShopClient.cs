using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Load.Http;

namespace Faultline.Workloads.Shop;

/// <summary>
/// Asks the shop outside the load: populating, the canary, reading the books. Reads are tried again (they change
/// nothing); writes never are, and go over fresh connections.
/// </summary>
internal sealed class ShopClient(ShopTargets targets, TimeSpan timeout)
{
    private const int ReadTries = 4;
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(250);

    public Task<EntityRead<OrderContent>> ReadOrderAsync(string order, CancellationToken ct) =>
        ReadAsync(targets.Orders, ShopPaths.FindOrder(order), order, ShopAnswers.Order, ShopAnswers.OrderShape, ct);

    public Task<EntityRead<ItemState?>> ReadItemAsync(string item, CancellationToken ct) =>
        ReadAsync(targets.Stock, ShopPaths.FindItem(item), item, ShopAnswers.Item, ShopAnswers.ItemShape, ct);

    public Task<EntityRead<long?>> ReadCreditAsync(string user, CancellationToken ct) =>
        ReadAsync(targets.Payment, ShopPaths.FindUser(user), user, ShopAnswers.Credit, ShopAnswers.CreditShape, ct);

    public Task<string> CreateUserAsync(CancellationToken ct) =>
        CreateAsync(targets.Payment, ShopPaths.CreateUser, "user_id", ct);

    public Task<string> CreateItemAsync(long price, CancellationToken ct) =>
        CreateAsync(targets.Stock, ShopPaths.CreateItem(price), "item_id", ct);

    public Task<string> CreateOrderAsync(string user, CancellationToken ct) =>
        CreateAsync(targets.Orders, ShopPaths.CreateOrder(user), "order_id", ct);

    public Task AddFundsAsync(string user, long amount, CancellationToken ct) =>
        MustAsync(targets.Payment, ShopPaths.AddFunds(user, amount), timeout, ct);

    public Task AddStockAsync(string item, long amount, CancellationToken ct) =>
        MustAsync(targets.Stock, ShopPaths.AddStock(item, amount), timeout, ct);

    public Task SubtractStockAsync(string item, long amount, CancellationToken ct) =>
        MustAsync(targets.Stock, ShopPaths.SubtractStock(item, amount), timeout, ct);

    public Task AddItemAsync(string order, string item, long quantity, CancellationToken ct) =>
        MustAsync(targets.Orders, ShopPaths.AddItem(order, item, quantity), timeout, ct);

    public Task InitItemsAsync(int items, long stock, long price, TimeSpan limit, CancellationToken ct) =>
        MustAsync(targets.Stock, ShopPaths.InitItems(items, stock, price), limit, ct);

    public Task InitUsersAsync(int users, long credit, TimeSpan limit, CancellationToken ct) =>
        MustAsync(targets.Payment, ShopPaths.InitUsers(users, credit), limit, ct);

    public Task InitOrdersAsync(int orders, int items, int users, long price, TimeSpan limit, CancellationToken ct) =>
        MustAsync(targets.Orders, ShopPaths.InitOrders(orders, items, users, price), limit, ct);

    public async Task<HttpAnswer> CheckoutAsync(string order, CancellationToken ct)
    {
        var answer = await targets.Orders.SendAsync(HttpVerb.Post, ShopPaths.Checkout(order), timeout, ct, fresh: true);
        ct.ThrowIfCancellationRequested();
        return answer;
    }

    /// <summary>What an answer said, for a message: status and text, or why there was none.</summary>
    public static string Describe(HttpAnswer answer)
    {
        var seen = UnusableAnswer.SeenOf(answer);
        if (answer.Status == 0) return seen;
        return seen.Length == 0 ? $"status {answer.Status}" : $"status {answer.Status}: {seen}";
    }

    private async Task<EntityRead<T>> ReadAsync<T>(
        HttpTarget target, string path, string id, Func<ReadOnlyMemory<byte>, Parsed<T>> read, string expected, CancellationToken ct)
    {
        for (var i = 0; ; i++)
        {
            var answer = await target.SendAsync(HttpVerb.Get, path, timeout, ct);
            ct.ThrowIfCancellationRequested();
            var parsed = answer.Outcome == Outcome.Ok ? read(answer.Body) : default;
            if (parsed.Value is not null) return new EntityRead<T>(parsed.Value, null, null);
            if (Refusal.Of(answer, id) is { } refusal) return new EntityRead<T>(default, refusal, null);
            if (i + 1 >= ReadTries)
                return new EntityRead<T>(default, null, UnusableAnswer.Of(HttpVerb.Get, target, path, answer, expected, parsed.Fault));
            await Task.Delay(RetryPause, targets.Time, ct);
        }
    }

    private async Task<string> CreateAsync(HttpTarget target, string path, string property, CancellationToken ct)
    {
        var answer = await MustAsync(target, path, timeout, ct);
        var parsed = ShopAnswers.Id(answer.Body, property);
        return parsed.Value
            ?? throw UnusableAnswer.Of(HttpVerb.Post, target, path, answer, $$"""{"{{property}}": "id"}""", parsed.Fault).ToException();
    }

    private static async Task<HttpAnswer> MustAsync(HttpTarget target, string path, TimeSpan limit, CancellationToken ct)
    {
        var answer = await target.SendAsync(HttpVerb.Post, path, limit, ct, fresh: true);
        ct.ThrowIfCancellationRequested();
        return answer.Outcome == Outcome.Ok
            ? answer
            : throw UnusableAnswer.Of(HttpVerb.Post, target, path, answer, "a success (2xx)").ToException(mayHaveBeenDone: answer.Outcome == Outcome.Unknown);
    }
}
