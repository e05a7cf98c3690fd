using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Shop.Payment;

/// <summary>The calls under <c>/payment</c>: users and their credit.</summary>
internal static class PaymentApi
{
    public static void Map(IEndpointRouteBuilder routes, Ledger users, IBalances balances, IPosting posting)
    {
        routes.MapPost("/payment/create_user", async () => TypedResults.Ok(new CreatedUser(await users.OpenAsync(price: 0))));

        routes.MapPost("/payment/batch_init/{n}/{startingMoney}", async (string n, string startingMoney) =>
        {
            if (!Answers.IsCount(n, out int count) || !Answers.IsAmount(startingMoney, out int credit))
                return Answers.Refused("Batch init needs /number/starting money as whole numbers");
            await users.ReplaceAllAsync(count, credit, price: 0);
            return TypedResults.Ok(new Message("Batch init for users successful"));
        });

        routes.MapGet("/payment/find_user/{userId}", (string userId) =>
            balances.Find(userId) is { } user
                ? TypedResults.Ok(new FoundUser(userId, user.Balance))
                : Answers.Refused(NoUser(userId)));

        routes.MapPost("/payment/add_funds/{userId}/{amount}", AddFunds);
        routes.MapPost("/payment/pay/{userId}/{amount}", Pay);

        Task<IResult> AddFunds(
            string userId,
            string amount,
            [FromHeader(Name = StepHeaders.Key)] string? key,
            [FromHeader(Name = StepHeaders.Compensates)] string? compensates) =>
            PostAsync(userId, amount, +1, key, compensates);

        Task<IResult> Pay(string userId, string amount, [FromHeader(Name = StepHeaders.Key)] string? key) =>
            PostAsync(userId, amount, -1, key, null);

        async Task<IResult> PostAsync(string userId, string amount, int sign, string? key, string? compensates) =>
            Answers.IsCount(amount, out int money)
                ? Answers.Posted(
                    await posting.PostAsync(userId, sign * money, key, compensates),
                    $"User {userId} credit updated",
                    $"User {userId} is out of credit",
                    NoUser(userId))
                : Answers.Refused("The amount must be a whole number of at least 1");
    }

    private static string NoUser(string userId) => $"User {userId} not found";

    private sealed record CreatedUser(string UserId);

    private sealed record FoundUser(string UserId, long Credit);
}
