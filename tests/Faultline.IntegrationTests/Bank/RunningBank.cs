using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Faultline.IntegrationTests.Cli;
using Faultline.IntegrationTests.Shop;

namespace Faultline.IntegrationTests.Bank;

/// <summary>A bank that <c>faultline sample up bank</c> started in a folder of its own.</summary>
internal sealed class RunningBank : IAsyncDisposable
{
    private readonly TemporaryFolder _state;
    private readonly HttpClient _http;

    private RunningBank(TemporaryFolder folder, TemporaryFolder state, Tool tool, RunningTool up, int port)
    {
        (Folder, _state, Tool, Up) = (folder, state, tool, up);
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(10) };
    }

    /// <summary>The tool, in the bank's folder.</summary>
    public Tool Tool { get; }

    public TemporaryFolder Folder { get; }

    public RunningTool Up { get; }

    public static async Task<RunningBank> StartAsync(params string[] options)
    {
        var (folder, state, port) = (new TemporaryFolder(), new TemporaryFolder(), FreePort.Next());
        var tool = new Tool(folder.Path, state.Path);
        var bank = new RunningBank(folder, state, tool, tool.Start(["sample", "up", "bank", "--port", $"{port}", .. options]), port);
        try
        {
            await bank.Up.SaidAsync("the bank is up");
            return bank;
        }
        catch
        {
            await bank.DisposeAsync();
            throw;
        }
    }

    public async Task<string> OpenAsync(long balance) => (await PostAsync("/accounts", new { balance })).Body.GetProperty("id").GetString()!;

    public async Task<long> BalanceAsync(string account) => (await GetAsync($"/accounts/{account}")).Body.GetProperty("balance").GetInt64();

    public async Task<string> StateAsync(string transfer) => (await GetAsync($"/transfers/{transfer}")).Body.GetProperty("state").GetString()!;

    /// <summary>Sends a transfer once; null where no answer came.</summary>
    public async Task<HttpStatusCode?> TransferAsync(string id, string from, string to, int cents)
    {
        try
        {
            return (await PostAsync("/transfers", new { id, from, to, cents }, id)).Status;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public async Task<(HttpStatusCode Status, JsonElement Body, string? Instance)> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        return await ReadAsync(answer);
    }

    public async Task<(HttpStatusCode Status, JsonElement Body, string? Instance)> PostAsync(string path, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var answer = await _http.SendAsync(request);
        return await ReadAsync(answer);
    }

    public async ValueTask DisposeAsync()
    {
        await Up.DisposeAsync();
        _http.Dispose();
        Folder.Dispose();
        _state.Dispose();
    }

    private static async Task<(HttpStatusCode, JsonElement, string?)> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        var body = answer.Content.Headers.ContentType?.MediaType == "application/json" ? JsonDocument.Parse(text).RootElement.Clone() : default;
        return (answer.StatusCode, body, answer.Headers.TryGetValues("X-Instance", out var names) ? names.First() : null);
    }
}
