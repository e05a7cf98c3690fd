using System.Net;
using System.Text.Json.Nodes;
using Shop;

namespace Faultline.IntegrationTests.Shop;

/// <summary>A whole shop in the test's process: a gateway and replicas of each service on one data folder.</summary>
internal sealed class RunningShop : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("shop-");
    private readonly Dictionary<string, (ShopOptions Options, RunningServer? Server)> _services = [];
    private readonly HttpClient _http = new();
    private RunningServer? _gateway;

    public string DataDirectory => Path.Combine(_data.FullName, "stores");

    public Uri Gateway { get; private set; } = new("http://127.0.0.1");

    public static async Task<RunningShop> StartAsync(
        CheckoutMode mode, int replicas = 1, TimeSpan stepDelay = default, ShopBug? bug = null)
    {
        var shop = new RunningShop { Gateway = new Uri($"http://127.0.0.1:{FreePort.Next()}") };
        shop._http.BaseAddress = shop.Gateway;
        foreach (ShopRole role in new[] { ShopRole.Order, ShopRole.Stock, ShopRole.Payment })
        {
            for (int number = 1; number <= replicas; number++)
            {
                var options = new ShopOptions
                {
                    Role = role,
                    Port = FreePort.Next(),
                    Instance = $"{role}-{number}",
                    DataDirectory = shop.DataDirectory,
                    Checkout = mode,
                    Bug = bug,
                    Gateway = shop.Gateway,
                    StepDelay = stepDelay,
                };
                shop._services.Add(options.Instance, (options, null));
            }
        }

        // All at once: that they create the stores side by side is part of what must work.
        await Task.WhenAll(shop._services.Keys.ToList().Select(shop.StartAsync));
        shop._gateway = await RunningServer.StartAsync(new ShopOptions
        {
            Role = ShopRole.Gateway,
            Port = shop.Gateway.Port,
            Instance = "gateway",
            DataDirectory = shop.DataDirectory,
            Backends = [.. shop._services.Values.Select(service =>
                new ShopBackend(service.Options.Role, new Uri($"http://127.0.0.1:{service.Options.Port}")))],
        });
        return shop;
    }

    public async Task StartAsync(string instance)
    {
        ShopOptions options;
        lock (_services)
            options = _services[instance].Options;
        RunningServer server = await RunningServer.StartAsync(options);
        lock (_services)
            _services[instance] = (options, server);
    }

    public async Task StopAsync(string instance)
    {
        (ShopOptions options, RunningServer? server) = _services[instance];
        _services[instance] = (options, null);
        if (server is not null)
            await server.DisposeAsync();
    }

    /// <summary>Sends a POST with an empty body; headers are given as name, value, name, value.</summary>
    public async Task<(HttpStatusCode Status, string Text, string? Instance)> PostAsync(string path, params string[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent([]) };
        for (int i = 0; i < headers.Length; i += 2)
            request.Headers.Add(headers[i], headers[i + 1]);
        using HttpResponseMessage answer = await _http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), InstanceOf(answer));
    }

    public async Task<(HttpStatusCode Status, string Text, string? Instance)> GetAsync(string path)
    {
        using HttpResponseMessage answer = await _http.GetAsync(path);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), InstanceOf(answer));
    }

    /// <summary>POSTs and returns one string of the JSON answer.</summary>
    public async Task<string> CreateAsync(string path, string field)
    {
        (HttpStatusCode status, string text, _) = await PostAsync(path);
        Assert.Equal(HttpStatusCode.OK, status);
        return JsonNode.Parse(text)![field]!.GetValue<string>();
    }

    public async Task<JsonNode> ReadAsync(string path)
    {
        (HttpStatusCode status, string text, _) = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, status);
        return JsonNode.Parse(text)!;
    }

    public async Task<long> StockAsync(string item) => (await ReadAsync($"/stock/find/{item}"))["stock"]!.GetValue<long>();

    public async Task<long> CreditAsync(string user) => (await ReadAsync($"/payment/find_user/{user}"))["credit"]!.GetValue<long>();

    public async Task<bool> IsPaidAsync(string order) => (await ReadAsync($"/orders/find/{order}"))["paid"]!.GetValue<bool>();

    /// <summary>An order of one user for two items of price 5: <c>2 × first + 1 × second</c>, cost 15.</summary>
    public async Task<Basket> FillBasketAsync(int stock, int credit)
    {
        string first = await CreateAsync("/stock/item/create/5", "item_id");
        string second = await CreateAsync("/stock/item/create/5", "item_id");
        string user = await CreateAsync("/payment/create_user", "user_id");
        string order = await CreateAsync($"/orders/create/{user}", "order_id");
        string[] posts =
        [
            $"/stock/add/{first}/{stock}", $"/stock/add/{second}/{stock}", $"/payment/add_funds/{user}/{credit}",
            $"/orders/addItem/{order}/{first}/2", $"/orders/addItem/{order}/{second}/1",
        ];
        foreach (string path in posts)
            Assert.Equal(HttpStatusCode.OK, (await PostAsync(path)).Status);
        return new Basket(order, user, first, second);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (string instance in _services.Keys.ToList())
            await StopAsync(instance);
        if (_gateway is not null)
            await _gateway.DisposeAsync();
        _http.Dispose();
        _data.Delete(recursive: true);
    }

    private static string? InstanceOf(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("X-Instance", out IEnumerable<string>? values) ? values.Single() : null;

    internal sealed record Basket(string Order, string User, string First, string Second);
}
