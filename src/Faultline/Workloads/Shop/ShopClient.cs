using System.Text;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Load.Http;

namespace Faultline.Workloads.Shop;

/// <summary>
/// Asks the shop outside the load: populating, the canary, reading the books. Reads are tried again (they change
/// nothing); writes never are.
/// </summary>
internal sealed class ShopClient(ShopTargets targets, TimeSpan timeout)
{
    private const int ReadTries = 4;
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(250);

    /// <summary>The order, <see cref="OrderContent.Missing"/> where the shop says there is none, or null where it does not answer.</summary>
    public Task<OrderContent?> FindOrderAsync(string order, CancellationToken ct) =>
        ReadAsync(targets.Orders, ShopPaths.FindOrder(order), ShopAnswers.Order, ct, OrderContent.Missing);

    public Task<ItemState?> FindItemAsync(string item, CancellationToken ct) =>
        ReadAsync(targets.Stock, ShopPaths.FindItem(item), ShopAnswers.Item, ct);

    public Task<long?> FindCreditAsync(string user, CancellationToken ct) =>
        ReadAsync(targets.Payment, ShopPaths.FindUser(user), ShopAnswers.Credit, ct);

    /// <summary>Whether the order exists; null where the shop does not say.</summary>
    public async Task<bool?> HasOrderAsync(string order, CancellationToken ct)
    {
        for (var i = 0; i < ReadTries; i++)
        {
            var answer = await targets.Orders.SendAsync(HttpVerb.Get, ShopPaths.FindOrder(order), timeout, ct);
            ct.ThrowIfCancellationRequested();
            if (answer.Outcome == Outcome.Ok) return ShopAnswers.Order(answer.Body) is not null ? true : null;
            if (answer.Status is 400 or 404) return false;
            await Task.Delay(RetryPause, targets.Time, ct);
        }

        return null;
    }

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
        var answer = await targets.Orders.SendAsync(HttpVerb.Post, ShopPaths.Checkout(order), timeout, ct);
        ct.ThrowIfCancellationRequested();
        return answer;
    }

    /// <summary>What an answer said, for a message: status and text, or why there was none.</summary>
    public static string Describe(HttpAnswer answer)
    {
        if (answer.Status == 0) return answer.Failure ?? "no answer";
        var text = Encoding.UTF8.GetString(answer.Body.Span[..Math.Min(200, answer.Body.Length)]).ReplaceLineEndings(" ").Trim();
        return text.Length == 0 ? $"status {answer.Status}" : $"status {answer.Status}: {text}";
    }

    private async Task<T?> ReadAsync<T>(HttpTarget target, string path, Func<ReadOnlyMemory<byte>, T?> read, CancellationToken ct, T? missing = default)
    {
        for (var i = 0; ; i++)
        {
            var answer = await target.SendAsync(HttpVerb.Get, path, timeout, ct);
            ct.ThrowIfCancellationRequested();
            var value = answer.Outcome == Outcome.Ok ? read(answer.Body) : default;
            if (value is not null) return value;
            if (answer.Status is 400 or 404) return missing;
            if (i + 1 >= ReadTries) return default;
            await Task.Delay(RetryPause, targets.Time, ct);
        }
    }

    private async Task<string> CreateAsync(HttpTarget target, string path, string property, CancellationToken ct)
    {
        var answer = await MustAsync(target, path, timeout, ct);
        return ShopAnswers.Id(answer.Body, property)
            ?? throw new TargetUnavailableException(
                $"{target.BaseAddress.ToString().TrimEnd('/')}{path} answered without \"{property}\" ({Describe(answer)})",
                "Is this the shop? Check urls.json");
    }

    private static async Task<HttpAnswer> MustAsync(HttpTarget target, string path, TimeSpan limit, CancellationToken ct)
    {
        var answer = await target.SendAsync(HttpVerb.Post, path, limit, ct);
        ct.ThrowIfCancellationRequested();
        return answer.Outcome == Outcome.Ok
            ? answer
            : throw new TargetUnavailableException(
                $"POST {target.BaseAddress.ToString().TrimEnd('/')}{path} was not done ({Describe(answer)})",
                "Nothing was killed. Look at the service's own log; faultline services status shows what runs")
            {
                MayHaveBeenDone = answer.Outcome == Outcome.Unknown,
            };
    }
}
