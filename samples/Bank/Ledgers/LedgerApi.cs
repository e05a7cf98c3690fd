using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Samples.Storage;
using Samples.Web;

namespace Bank.Ledgers;

/// <summary>The calls of the ledger: accounts, and postings that take effect at most once under their key.</summary>
internal static class LedgerApi
{
    public static void Map(IEndpointRouteBuilder routes, Ledger ledger, IPosting posting)
    {
        routes.MapPost("/accounts", async (NewAccount account) => account.Balance >= 0
            ? Results.Ok(new OpenedAccount(await ledger.OpenAsync(price: 0, account.Balance)))
            : Results.UnprocessableEntity(new Refusal("A balance is at least 0")));

        routes.MapGet("/accounts/{id}", (string id) => ledger.Find(id) is { } account
            ? Results.Ok(new ShownAccount(id, account.Balance))
            : Results.NotFound(new Refusal($"There is no account {id}")));

        routes.MapPost("/accounts/{id}/postings", async (
            string id,
            NewPosting wanted,
            [FromHeader(Name = StepHeaders.Key)] string? key,
            [FromHeader(Name = StepHeaders.Compensates)] string? compensates) =>
            await posting.PostAsync(id, wanted.Amount, key, compensates) switch
            {
                PostResult.Applied => Results.Ok(wanted),
                PostResult.Short => Results.UnprocessableEntity(new Refusal($"Account {id} is short of money")),
                PostResult.NoAccount => Results.UnprocessableEntity(new Refusal($"There is no account {id}")),
                PostResult.Cancelled => Results.UnprocessableEntity(new Refusal("This posting was undone")),
            });
    }
}
