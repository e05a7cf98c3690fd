using System.Net;
using System.Net.Http.Json;
using Bank.Ledgers;
using Samples.Web;

namespace Bank.Transfers;

/// <summary>The bank's calls to the ledger.</summary>
internal sealed class LedgerClient(Uri ledger) : IPostings, IDisposable
{
    private readonly HttpClient _http = WebService.CreateClient(ledger);

    public Task<CallResult> PostAsync(string account, int amount, string key, CancellationToken cancellationToken) =>
        SendAsync(account, amount, StepHeaders.Key, key, cancellationToken);

    public Task<CallResult> UndoAsync(string account, string key, CancellationToken cancellationToken) =>
        SendAsync(account, 0, StepHeaders.Compensates, key, cancellationToken);

    /// <summary>Passes a request about accounts on, and its answer back.</summary>
    /// <exception cref="HttpRequestException">The ledger does not answer.</exception>
    public async Task<(HttpStatusCode Status, string Body)> PassAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var answer = await _http.SendAsync(request, cancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Sends one posting, never twice, and tells what is known of it when it is answered or cancelled.</summary>
    private async Task<CallResult> SendAsync(string account, int amount, string header, string key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/accounts/{Uri.EscapeDataString(account)}/postings");
        request.Content = JsonContent.Create(new NewPosting(amount));
        request.Headers.Add(header, key);
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => CallResult.Applied,
                HttpStatusCode.UnprocessableEntity when answer.Headers.Contains(StepHeaders.Instance) => CallResult.Refused,
                _ => CallResult.Unknown,
            };
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return CallResult.Unknown;
        }
    }
}
