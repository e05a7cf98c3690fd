using System.Net;
using Shop;

namespace Faultline.IntegrationTests.Shop;

public sealed class StepTests
{
    [Fact]
    public async Task Step_sent_twice_under_its_key_takes_effect_once()
    {
        await using RunningShop shop = await RunningShop.StartAsync(CheckoutMode.Saga);
        RunningShop.Basket basket = await shop.FillBasketAsync(stock: 10, credit: 20);

        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await shop.PostAsync($"/stock/subtract/{basket.First}/4", "Idempotency-Key", "a:0")).Status);
            Assert.Equal(HttpStatusCode.OK, (await shop.PostAsync($"/payment/pay/{basket.User}/15", "Idempotency-Key", "a:1")).Status);
        }

        Assert.Equal(6, await shop.StockAsync(basket.First));
        Assert.Equal(5, await shop.CreditAsync(basket.User));
    }

    [Fact]
    public async Task Refused_step_stays_refused_when_stock_has_come()
    {
        await using RunningShop shop = await RunningShop.StartAsync(CheckoutMode.Saga);
        RunningShop.Basket basket = await shop.FillBasketAsync(stock: 1, credit: 20);
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.PostAsync($"/stock/subtract/{basket.First}/2", "Idempotency-Key", "a:0")).Status);
        await shop.PostAsync($"/stock/add/{basket.First}/5");

        Assert.Equal(HttpStatusCode.BadRequest, (await shop.PostAsync($"/stock/subtract/{basket.First}/2", "Idempotency-Key", "a:0")).Status);

        Assert.Equal(6, await shop.StockAsync(basket.First));
    }

    [Fact]
    public async Task Compensation_undoes_an_applied_step_once()
    {
        await using RunningShop shop = await RunningShop.StartAsync(CheckoutMode.Saga);
        RunningShop.Basket basket = await shop.FillBasketAsync(stock: 10, credit: 20);
        await shop.PostAsync($"/stock/subtract/{basket.First}/4", "Idempotency-Key", "a:0");
        await shop.PostAsync($"/payment/pay/{basket.User}/15", "Idempotency-Key", "a:1");

        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await shop.PostAsync($"/stock/add/{basket.First}/4", "Compensates", "a:0")).Status);
            Assert.Equal(HttpStatusCode.OK, (await shop.PostAsync($"/payment/add_funds/{basket.User}/15", "Compensates", "a:1")).Status);
        }

        Assert.Equal(10, await shop.StockAsync(basket.First));
        Assert.Equal(20, await shop.CreditAsync(basket.User));
    }

    [Fact]
    public async Task Step_that_arrives_after_its_compensation_is_cancelled()
    {
        await using RunningShop shop = await RunningShop.StartAsync(CheckoutMode.Saga);
        RunningShop.Basket basket = await shop.FillBasketAsync(stock: 10, credit: 20);

        Assert.Equal(HttpStatusCode.OK, (await shop.PostAsync($"/stock/add/{basket.First}/4", "Compensates", "a:0")).Status);
        (HttpStatusCode status, string text, _) = await shop.PostAsync($"/stock/subtract/{basket.First}/4", "Idempotency-Key", "a:0");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("cancelled", text, StringComparison.Ordinal);
        Assert.Equal(10, await shop.StockAsync(basket.First));
    }

    [Fact]
    public async Task Compensation_of_a_refused_step_gives_nothing()
    {
        await using RunningShop shop = await RunningShop.StartAsync(CheckoutMode.Saga);
        RunningShop.Basket basket = await shop.FillBasketAsync(stock: 3, credit: 20);
        await shop.PostAsync($"/stock/subtract/{basket.First}/4", "Idempotency-Key", "a:0");

        Assert.Equal(HttpStatusCode.OK, (await shop.PostAsync($"/stock/add/{basket.First}/4", "Compensates", "a:0")).Status);

        Assert.Equal(3, await shop.StockAsync(basket.First));
    }
}
