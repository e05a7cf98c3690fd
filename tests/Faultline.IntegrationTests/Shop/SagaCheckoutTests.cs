using System.Net;
using Shop;

namespace Faultline.IntegrationTests.Shop;

public sealed class SagaCheckoutTests
{
    [Fact]
    public async Task Repeated_checkout_answers_200_without_a_second_effect()
    {
        await using RunningShop shop = await RunningShop.StartAsync(CheckoutMode.Saga);
        RunningShop.Basket basket = await shop.FillBasketAsync(stock: 10, credit: 40);

        for (int i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, (await shop.PostAsync($"/orders/checkout/{basket.Order}")).Status);

        Assert.Equal(25, await shop.CreditAsync(basket.User));
        Assert.Equal(8, await shop.StockAsync(basket.First));
    }

    [Fact]
    public async Task Parallel_checkouts_of_an_order_charge_once()
    {
        await using RunningShop shop = await RunningShop.StartAsync(CheckoutMode.Saga, replicas: 2);
        RunningShop.Basket basket = await shop.FillBasketAsync(stock: 1000, credit: 1000);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => shop.PostAsync($"/orders/checkout/{basket.Order}")));

        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers, answer => Assert.True(answer.Status == HttpStatusCode.OK || answer.Text == "Checkout in progress", answer.Text));
        Assert.Equal(985, await shop.CreditAsync(basket.User));
        Assert.Equal(998, await shop.StockAsync(basket.First));
    }

    [Fact]
    public async Task Items_cannot_be_added_while_a_checkout_is_in_progress()
    {
        await using RunningShop shop = await RunningShop.StartAsync(CheckoutMode.Saga, stepDelay: TimeSpan.FromMilliseconds(500));
        RunningShop.Basket basket = await shop.FillBasketAsync(stock: 10, credit: 20);
        Task<(HttpStatusCode Status, string Text, string? Instance)> checkout = shop.PostAsync($"/orders/checkout/{basket.Order}");
        await Eventually.TrueAsync(async () => await shop.StockAsync(basket.First) == 8);

        (HttpStatusCode status, string text, _) = await shop.PostAsync($"/orders/addItem/{basket.Order}/{basket.First}/1");

        Assert.Equal((HttpStatusCode.BadRequest, "Checkout in progress"), (status, text));
        Assert.Equal(HttpStatusCode.OK, (await checkout).Status);
        Assert.Equal(5, await shop.CreditAsync(basket.User));
    }

    [Fact]
    public async Task Payment_that_is_down_aborts_the_checkout_and_the_order_can_be_paid_later()
    {
        await using RunningShop shop = await RunningShop.StartAsync(CheckoutMode.Saga);
        RunningShop.Basket basket = await shop.FillBasketAsync(stock: 10, credit: 20);
        await shop.StopAsync("Payment-1");

        Assert.Equal(HttpStatusCode.BadRequest, (await shop.PostAsync($"/orders/checkout/{basket.Order}")).Status);
        await shop.StartAsync("Payment-1");

        await Eventually.TrueAsync(async () => await shop.StockAsync(basket.First) == 10);
        await Eventually.TrueAsync(async () => (await shop.PostAsync($"/orders/checkout/{basket.Order}")).Status == HttpStatusCode.OK);
        Assert.Equal(5, await shop.CreditAsync(basket.User));
        Assert.Equal(8, await shop.StockAsync(basket.First));
    }

    [Fact]
    public async Task Checkout_that_outlasts_its_steps_deadline_is_aborted_within_five_seconds_and_undone()
    {
        await using RunningShop shop = await RunningShop.StartAsync(CheckoutMode.Saga, stepDelay: TimeSpan.FromSeconds(60));
        RunningShop.Basket basket = await shop.FillBasketAsync(stock: 10, credit: 20);

        Assert.Equal(HttpStatusCode.BadRequest, (await shop.PostAsync($"/orders/checkout/{basket.Order}")).Status);

        await Eventually.TrueAsync(async () => await shop.StockAsync(basket.First) == 10);
        Assert.False(await shop.IsPaidAsync(basket.Order));
    }

    [Fact]
    public async Task Step_whose_connection_is_closed_without_an_answer_is_sent_once_and_compensated()
    {
        DirectoryInfo data = Directory.CreateTempSubdirectory("shop-");
        await using (var gateway = new MuteReplica())
        await using (RunningServer orders = await RunningServer.StartAsync(new ShopOptions
        {
            Role = ShopRole.Order,
            Port = FreePort.Next(),
            Instance = "order-service-1",
            DataDirectory = data.FullName,
            Gateway = gateway.Address,
        }))
        {
            using var http = new HttpClient { BaseAddress = orders.Address };
            CancellationToken cancellation = TestContext.Current.CancellationToken;
            using var nothing = new ByteArrayContent([]);
            using HttpResponseMessage init = await http.PostAsync("/orders/batch_init/1/1/1/1", nothing, cancellation);
            Assert.Equal(HttpStatusCode.OK, init.StatusCode);

            using HttpResponseMessage checkout = await http.PostAsync("/orders/checkout/0", nothing, cancellation);

            Assert.Equal(HttpStatusCode.BadRequest, checkout.StatusCode);
            await Eventually.TrueAsync(() => Task.FromResult(gateway.Posts.Count(path => path == "/stock/add/0/2") > 1));
            Assert.Single(gateway.Posts, path => path == "/stock/subtract/0/2");
        }

        data.Delete(recursive: true);
    }
}
