using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace Shop.Order;

/// <summary>The order service's calls to stock and payment, by way of the gateway.</summary>
internal sealed class ShopClient(Uri gateway) : IDisposable
{
    private readonly HttpClient _http = WebService.CreateClient(gateway);

    /// <summary>Sends one POST, never twice, and tells what is known of it when it is answered or cancelled.</summary>
    public async Task<CallResult> PostAsync(string path, string? key, string? compensates, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage answer = await SendAsync(path, key, compensates, cancellationToken);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => CallResult.Applied,
                HttpStatusCode.BadRequest when answer.Headers.Contains(StepHeaders.Instance) => CallResult.Refused,
                _ => CallResult.Unknown,
            };
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return CallResult.Unknown;
        }
    }

    /// <summary>Sends one POST, never twice.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, string? key, string? compensates, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        // A POST without content is sent again by .NET when the server closes the connection; one with content is not.
        request.Content = new ByteArrayContent([]);
        if (key is not null)
            request.Headers.Add(StepHeaders.Key, key);
        if (compensates is not null)
            request.Headers.Add(StepHeaders.Compensates, compensates);
        return await _http.SendAsync(request, cancellationToken);
    }

    /// <summary>Price of an item; null where there is no such item.</summary>
    /// <exception cref="HttpRequestException">The stock service gave no answer of its own.</exception>
    public async Task<int?> FindPriceAsync(string itemId, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await _http.GetAsync($"/stock/find/{Uri.EscapeDataString(itemId)}", cancellationToken);
        if (answer.StatusCode == HttpStatusCode.BadRequest)
            return null;
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<Item>(cancellationToken))?.Price;
    }

    public void Dispose() => _http.Dispose();

    private sealed record Item([property: JsonPropertyName("price")] int Price);
}
