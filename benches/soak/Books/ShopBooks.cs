using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace Faultline.Benches.Soak.Books;

/// <summary>The population of the shop, made and read by the calls of its contract.</summary>
internal sealed class ShopBooks : IDisposable
{
    /// <summary>Users, items and orders each, with the ids 0 … n−1.</summary>
    public const int Size = 500;

    /// <summary>What each user and each item begins with: as in a population that <c>stress --init</c> makes.</summary>
    public const long Opening = 1_000_000;

    private const int AtOnce = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly HttpClient _client;

    public ShopBooks(Uri gateway) =>
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = AtOnce }) { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>Makes the population anew. What does not succeed is called again: it replaces what is there.</summary>
    public async Task FillAsync(TimeSpan limit, CancellationToken stop)
    {
        string[] calls =
        [
            string.Create(CultureInfo.InvariantCulture, $"stock/batch_init/{Size}/{Opening}/1"),
            string.Create(CultureInfo.InvariantCulture, $"payment/batch_init/{Size}/{Opening}"),
            string.Create(CultureInfo.InvariantCulture, $"orders/batch_init/{Size}/{Size}/{Size}/1"),
        ];
        var begun = TimeProvider.System.GetTimestamp();
        foreach (var call in calls)
            while (await TryAsync(() => _client.PostAsync(new Uri(call, UriKind.Relative), new ByteArrayContent([]), stop), stop) is null)
            {
                if (TimeProvider.System.GetElapsedTime(begun) > limit) throw new SoakFailure($"the shop has no new population after {limit.TotalSeconds} s, though all its instances are ready: POST {call}");
                await Task.Delay(Pause, stop);
            }
    }

    /// <summary>Reads every user, item and order; null where one of them was not told.</summary>
    public async Task<Balances?> ReadAsync(CancellationToken stop)
    {
        var orders = await AllAsync("orders/find", e => new Order(
            e.GetProperty("paid").GetBoolean(), e.GetProperty("user_id").GetString()!, e.GetProperty("total_cost").GetInt64(),
            [.. e.GetProperty("items").EnumerateArray().Select(l => (l[0].GetString()!, l[1].GetInt64()))]), stop);
        var stock = await AllAsync("stock/find", e => e.GetProperty("stock").GetInt64(), stop);
        var credit = await AllAsync("payment/find_user", e => e.GetProperty("credit").GetInt64(), stop);
        return orders is null || stock is null || credit is null ? null : new Balances(orders, stock, credit);
    }

    public void Dispose() => _client.Dispose();

    private async Task<Dictionary<string, T>?> AllAsync<T>(string path, Func<JsonElement, T> read, CancellationToken stop)
    {
        var found = new ConcurrentDictionary<string, T>();
        await Parallel.ForAsync(0, Size, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (number, token) =>
        {
            var id = number.ToString(CultureInfo.InvariantCulture);
            if (await TryAsync(() => _client.GetAsync(new Uri($"{path}/{id}", UriKind.Relative), token), token) is not { } text) return;
            using var document = JsonDocument.Parse(text);
            found[id] = read(document.RootElement);
        });
        return found.Count == Size ? new Dictionary<string, T>(found) : null;
    }

    private static async Task<string?> TryAsync(Func<Task<HttpResponseMessage>> call, CancellationToken stop)
    {
        try
        {
            using var answer = await call();
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(stop) : null;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !stop.IsCancellationRequested)
        {
            return null;
        }
    }
}
