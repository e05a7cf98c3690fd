using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Faultline.Benches.Soak.Sites;

/// <summary>A Docker engine, asked by its HTTP interface itself (API 1.41).</summary>
internal sealed class EngineSocket : IDisposable
{
    private readonly HttpClient _client;

    public EngineSocket(Uri address)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        if (address.Scheme == "unix")
            handler.ConnectCallback = async (_, stop) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(address.AbsolutePath), stop);
                return new NetworkStream(socket, ownsSocket: true);
            };
        _client = new HttpClient(handler) { BaseAddress = new Uri(address.Scheme == "unix" ? "http://engine/v1.41/" : $"http://{address.Authority}/v1.41/") };
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken stop) => await _client.GetFromJsonAsync<JsonElement>(path, stop);

    public async Task<JsonElement?> PostAsync(string path, object? body, CancellationToken stop)
    {
        using var answer = body is null ? await _client.PostAsync(path, null, stop) : await _client.PostAsJsonAsync(path, body, stop);
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(stop)}", null, answer.StatusCode);
        return answer.Content.Headers.ContentType?.MediaType == "application/json" ? await answer.Content.ReadFromJsonAsync<JsonElement>(stop) : null;
    }

    public async Task RemoveAsync(string container, CancellationToken stop)
    {
        using var answer = await _client.DeleteAsync($"containers/{container}?force=true&v=true", stop);
    }

    public void Dispose() => _client.Dispose();
}
