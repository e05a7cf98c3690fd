using System.Net;
using Shop;

namespace Faultline.IntegrationTests.Shop;

public sealed class NaiveCheckoutTests
{
    [Fact]
    public async Task Repeated_checkout_charges_again()
    {
        await using RunningShop shop = await RunningShop.StartAsync(CheckoutMode.Naive);
        RunningShop.Basket basket = await shop.FillBasketAsync(stock: 10, credit: 40);

        for (int i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.OK, (await shop.PostAsync($"/orders/checkout/{basket.Order}")).Status);

        Assert.Equal(10, await shop.CreditAsync(basket.User));
        Assert.Equal(6, await shop.StockAsync(basket.First));
    }

    [Fact]
    public async Task Payment_that_is_down_ends_the_checkout_with_a_refusal()
    {
        await using RunningShop shop = await RunningShop.StartAsync(CheckoutMode.Naive);
        RunningShop.Basket basket = await shop.FillBasketAsync(stock: 10, credit: 40);
        await shop.StopAsync("Payment-1");

        Assert.Equal(HttpStatusCode.BadRequest, (await shop.PostAsync($"/orders/checkout/{basket.Order}")).Status);

        Assert.False(await shop.IsPaidAsync(basket.Order));
    }
}
