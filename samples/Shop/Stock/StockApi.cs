using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Shop.Stock;

/// <summary>The calls under <c>/stock</c>: items, how many there are of them and what one costs.</summary>
internal static class StockApi
{
    public static void Map(IEndpointRouteBuilder routes, Ledger items, IBalances balances, IPosting posting)
    {
        routes.MapPost("/stock/item/create/{price}", async (string price) =>
            Answers.IsAmount(price, out int amount)
                ? TypedResults.Ok(new CreatedItem(await items.OpenAsync(amount)))
                : Answers.Refused("The price must be a whole number of at least 0"));

        routes.MapPost("/stock/batch_init/{n}/{startingStock}/{itemPrice}", async (string n, string startingStock, string itemPrice) =>
        {
            if (!Answers.IsCount(n, out int count) || !Answers.IsAmount(startingStock, out int stock) || !Answers.IsAmount(itemPrice, out int price))
                return Answers.Refused("Batch init needs /number/starting stock/item price as whole numbers");
            await items.ReplaceAllAsync(count, stock, price);
            return TypedResults.Ok(new Message("Batch init for stock successful"));
        });

        routes.MapGet("/stock/find/{itemId}", (string itemId) =>
            balances.Find(itemId) is { } item
                ? TypedResults.Ok(new FoundItem(item.Balance, item.Price))
                : Answers.Refused(NoItem(itemId)));

        routes.MapPost("/stock/add/{itemId}/{amount}", Add);
        routes.MapPost("/stock/subtract/{itemId}/{amount}", Subtract);

        Task<IResult> Add(
            string itemId,
            string amount,
            [FromHeader(Name = StepHeaders.Key)] string? key,
            [FromHeader(Name = StepHeaders.Compensates)] string? compensates) =>
            PostAsync(itemId, amount, +1, key, compensates);

        Task<IResult> Subtract(string itemId, string amount, [FromHeader(Name = StepHeaders.Key)] string? key) =>
            PostAsync(itemId, amount, -1, key, null);

        async Task<IResult> PostAsync(string itemId, string amount, int sign, string? key, string? compensates) =>
            Answers.IsCount(amount, out int quantity)
                ? Answers.Posted(
                    await posting.PostAsync(itemId, sign * quantity, key, compensates),
                    $"Item {itemId} stock updated",
                    $"Item {itemId} is out of stock",
                    NoItem(itemId))
                : Answers.Refused("The amount must be a whole number of at least 1");
    }

    private static string NoItem(string itemId) => $"Item {itemId} not found";

    private sealed record CreatedItem(string ItemId);

    private sealed record FoundItem(long Stock, int Price);
}
