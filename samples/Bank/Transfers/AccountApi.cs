using System.Net.Http.Json;
using Bank.Ledgers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bank.Transfers;

/// <summary>The calls under <c>/accounts</c>, which are the ledger's.</summary>
internal static class AccountApi
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder routes, LedgerClient ledger)
    {
        routes.MapPost("/accounts", (NewAccount account) => PassAsync(ledger, HttpMethod.Post, "/accounts", JsonContent.Create(account)));
        routes.MapGet("/accounts/{id}", (string id) => PassAsync(ledger, HttpMethod.Get, $"/accounts/{Uri.EscapeDataString(id)}", null));
    }

    private static async Task<IResult> PassAsync(LedgerClient ledger, HttpMethod method, string path, HttpContent? content)
    {
        using var limit = new CancellationTokenSource(CallLimit);
        try
        {
            var (status, body) = await ledger.PassAsync(method, path, content, limit.Token);
            return Results.Text(body, "application/json", statusCode: (int)status);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return Results.Json(new Refusal("The ledger does not answer"), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
