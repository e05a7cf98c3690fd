using System.Net;
using Microsoft.Data.Sqlite;
using Shop;

namespace Faultline.IntegrationTests.Shop;

public sealed class TakeoverTests
{
    [Theory]
    [InlineData("stepping")]
    [InlineData("compensating")]
    public async Task Saga_of_a_dead_owner_is_undone_by_another_replica(string state)
    {
        await using RunningShop shop = await RunningShop.StartAsync(CheckoutMode.Saga);
        RunningShop.Basket basket = await shop.FillBasketAsync(stock: 10, credit: 20);
        await shop.PostAsync($"/stock/subtract/{basket.First}/2", "Idempotency-Key", "dead:0");

        Leave(shop, basket, state, lastBeat: 0);

        await Eventually.TrueAsync(async () => await shop.StockAsync(basket.First) == 10);
        await Eventually.TrueAsync(async () => (await shop.PostAsync($"/orders/checkout/{basket.Order}")).Status == HttpStatusCode.OK);
        Assert.Equal(8, await shop.StockAsync(basket.First));
        Assert.Equal(5, await shop.CreditAsync(basket.User));
    }

    [Fact]
    public async Task Saga_of_a_dead_owner_is_undone_by_a_replica_that_starts()
    {
        await using RunningShop shop = await RunningShop.StartAsync(CheckoutMode.Saga);
        RunningShop.Basket basket = await shop.FillBasketAsync(stock: 10, credit: 20);
        await shop.StopAsync("Order-1");
        await shop.PostAsync($"/stock/subtract/{basket.First}/2", "Idempotency-Key", "dead:0");
        Leave(shop, basket, "stepping", lastBeat: 0);
        Assert.Equal(8, await shop.StockAsync(basket.First));

        await shop.StartAsync("Order-1");

        await Eventually.TrueAsync(async () => await shop.StockAsync(basket.First) == 10);
        // The second step was logged, but never arrived: when it does, it is too late.
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await shop.PostAsync($"/stock/subtract/{basket.Second}/1", "Idempotency-Key", "dead:1")).Status);
    }

    [Fact]
    public async Task Saga_of_a_living_owner_is_left_to_it()
    {
        await using RunningShop shop = await RunningShop.StartAsync(CheckoutMode.Saga);
        RunningShop.Basket living = await shop.FillBasketAsync(stock: 10, credit: 20);
        RunningShop.Basket dead = await shop.FillBasketAsync(stock: 10, credit: 20);
        await shop.PostAsync($"/stock/subtract/{living.First}/2", "Idempotency-Key", "living:0");
        await shop.PostAsync($"/stock/subtract/{dead.First}/2", "Idempotency-Key", "dead:0");

        Leave(shop, living, "stepping", lastBeat: DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds(), "living");
        Leave(shop, dead, "stepping", lastBeat: 0);

        // When the dead owner's saga, which came later, is undone, the living one's would have been as well.
        await Eventually.TrueAsync(async () => await shop.StockAsync(dead.First) == 10);
        Assert.Equal(8, await shop.StockAsync(living.First));
        Assert.Equal("Checkout in progress", (await shop.PostAsync($"/orders/checkout/{living.Order}")).Text);
    }

    /// <summary>Writes a saga as a replica leaves it that was killed after two logged steps.</summary>
    private static void Leave(RunningShop shop, RunningShop.Basket basket, string state, long lastBeat, string id = "dead")
    {
        using var store = new SqliteConnection($"Data Source={Path.Combine(shop.DataDirectory, "order.db")};Pooling=False");
        store.Open();
        using SqliteCommand command = store.CreateCommand();
        command.CommandText = """
            BEGIN IMMEDIATE;
            INSERT INTO owners(owner, beat) VALUES($id, $beat);
            INSERT INTO sagas(id, order_id, plan, step, owner, epoch, state) VALUES($id, $order, $plan, 1, $id, 0, $state);
            COMMIT;
            """;
        command.Parameters.AddWithValue("$id", id);
        command.Parameters.AddWithValue("$beat", lastBeat);
        command.Parameters.AddWithValue("$order", basket.Order);
        command.Parameters.AddWithValue("$state", state);
        command.Parameters.AddWithValue("$plan", $$"""
            [{"IsPayment":false,"Account":"{{basket.First}}","Amount":2},
             {"IsPayment":false,"Account":"{{basket.Second}}","Amount":1},
             {"IsPayment":true,"Account":"{{basket.User}}","Amount":15}]
            """);
        command.ExecuteNonQuery();
    }
}
