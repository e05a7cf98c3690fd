using System.Text.Json;
using Bank.Ledgers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Samples.Web;

namespace Bank.Transfers;

/// <summary>The calls under <c>/transfers</c> and <c>/deposits</c>.</summary>
internal static class TransferApi
{
    private const int LongestId = 100;

    public static void Map(IEndpointRouteBuilder routes, TransferBook book, TransferDesk desk)
    {
        routes.MapPost("/transfers", ([FromHeader(Name = StepHeaders.Key)] string? key, NewTransfer wanted) =>
            string.IsNullOrEmpty(wanted.From) || wanted.From == wanted.To
                ? Task.FromResult(Refused("A transfer goes from one account to another"))
                : TakeAsync(desk, key, wanted));
        routes.MapPost("/deposits", ([FromHeader(Name = StepHeaders.Key)] string? key, NewTransfer wanted) => TakeAsync(desk, key, wanted with { From = null }));
        foreach (var path in new[] { "/transfers/{id}", "/deposits/{id}" })
            routes.MapGet(path, (string id) => book.Find(id) is { } entry
                ? Results.Ok(new ShownTransfer(id, Name(entry.State)))
                : Results.NotFound(new ShownTransfer(id, "none")));
    }

    private static async Task<IResult> TakeAsync(TransferDesk desk, string? key, NewTransfer wanted)
    {
        var id = wanted.Id ?? key;
        if (string.IsNullOrEmpty(id) || id.Length > LongestId) return Refused($"A transfer needs an id of at most {LongestId} characters");
        if (key is not null && key != id) return Refused($"{StepHeaders.Key} and id differ");
        if (string.IsNullOrEmpty(wanted.To)) return Refused("There is no account to give the money to");
        if (wanted.Cents < 1) return Refused("The cents must be a whole number of at least 1");

        var transfer = new Transfer(id, wanted.From, wanted.To, wanted.Cents);
        var entry = await desk.TakeAsync(transfer);
        if (entry.Transfer != transfer) return Results.Conflict(new Refusal($"The id {id} belongs to another transfer"));

        var shown = new ShownTransfer(id, Name(entry.State));
        return entry.State switch
        {
            TransferState.Settled => Results.Ok(shown),
            TransferState.Refused => Results.UnprocessableEntity(shown),
            TransferState.Pending => Results.Json(shown, statusCode: StatusCodes.Status503ServiceUnavailable),
        };
    }

    private static IResult Refused(string why) => Results.UnprocessableEntity(new Refusal(why));

    private static string Name(TransferState state) => JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());

    private sealed record NewTransfer(string? Id, string? From, string? To, int Cents);

    private sealed record ShownTransfer(string Id, string State);
}
