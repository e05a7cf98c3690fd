using Shop;

namespace Faultline.IntegrationTests.Shop;

/// <summary>One server of the shop inside the test's process.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _server;

    private RunningServer(ShopOptions options)
    {
        Address = new Uri($"http://127.0.0.1:{options.Port}");
        _server = ShopServer.RunAsync(options, _stop.Token);
    }

    public Uri Address { get; }

    /// <summary>Starts a server and returns when it answers its health check.</summary>
    public static async Task<RunningServer> StartAsync(ShopOptions options)
    {
        var server = new RunningServer(options);
        using var http = new HttpClient { BaseAddress = server.Address };
        await Eventually.TrueAsync(async () =>
        {
            if (server._server.IsFaulted)
                await server._server;
            try
            {
                using HttpResponseMessage answer = await http.GetAsync("/health");
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return server;
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _server;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }
}
