using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Shop.Order;

/// <summary>The calls under <c>/orders</c>.</summary>
internal static class OrderApi
{
    private static readonly TimeSpan PriceTimeout = TimeSpan.FromSeconds(3);

    public static void Map(IEndpointRouteBuilder routes, OrderBook orders, ShopClient shop, ICheckout checkout, TimeProvider time)
    {
        routes.MapPost("/orders/create/{userId}", async (string userId) =>
            TypedResults.Ok(new CreatedOrder(await orders.CreateAsync(userId))));

        routes.MapPost("/orders/batch_init/{n}/{nItems}/{nUsers}/{itemPrice}", async (string n, string nItems, string nUsers, string itemPrice) =>
        {
            if (!Answers.IsCount(n, out int count)
                || !Answers.IsCount(nItems, out int items)
                || !Answers.IsCount(nUsers, out int users)
                || !Answers.IsAmount(itemPrice, out int price)
                || price > int.MaxValue / 2)
                return Answers.Refused("Batch init needs /number/items/users/item price as whole numbers");
            await orders.ReplaceAllAsync(count, items, users, price);
            return TypedResults.Ok(new Message("Batch init for orders successful"));
        });

        routes.MapGet("/orders/find/{orderId}", (string orderId) =>
            orders.Find(orderId) is { } order ? TypedResults.Ok(order) : Answers.Refused($"Order {orderId} not found"));

        routes.MapPost("/orders/addItem/{orderId}/{itemId}/{quantity}", async (string orderId, string itemId, string quantity) =>
        {
            if (!Answers.IsCount(quantity, out int count))
                return Answers.Refused("The quantity must be a whole number of at least 1");
            if (orders.Find(orderId) is null)
                return Answers.Refused($"Order {orderId} not found");

            int? price;
            using var timeout = new CancellationTokenSource(PriceTimeout, time);
            try
            {
                price = await shop.FindPriceAsync(itemId, timeout.Token);
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
            {
                return Answers.Unavailable("The stock service does not answer");
            }

            if (price is null)
                return Answers.Refused($"Item {itemId} not found");
            return await orders.AddItemAsync(orderId, new OrderLine(itemId, count), price.Value) is { } refusal
                ? Answers.Refused(refusal)
                : Answers.Done($"Item {itemId} added to order {orderId}");
        });

        routes.MapPost("/orders/checkout/{orderId}", async (string orderId) =>
        {
            CheckoutAnswer answer = await checkout.CheckoutAsync(orderId);
            return answer.Outcome switch
            {
                CheckoutOutcome.Paid => Answers.Done(answer.Text),
                CheckoutOutcome.Refused => Answers.Refused(answer.Text),
                CheckoutOutcome.Unknown => Answers.Unavailable(answer.Text),
            };
        });
    }

    private sealed record CreatedOrder(string OrderId);
}
