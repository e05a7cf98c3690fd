using System.Net;
using System.Text.Json.Nodes;
using Shop;

namespace Faultline.IntegrationTests.Shop;

public sealed class ContractTests
{
    [Theory]
    [InlineData(CheckoutMode.Naive)]
    [InlineData(CheckoutMode.Saga)]
    public async Task Checkout_takes_the_stock_charges_the_user_and_marks_the_order_paid(CheckoutMode mode)
    {
        await using RunningShop shop = await RunningShop.StartAsync(mode);
        RunningShop.Basket basket = await shop.FillBasketAsync(stock: 10, credit: 20);

        (HttpStatusCode status, string text, string? instance) = await shop.PostAsync($"/orders/checkout/{basket.Order}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotEmpty(text);
        Assert.Equal("Order-1", instance);
        Assert.Equal(8, await shop.StockAsync(basket.First));
        Assert.Equal(9, await shop.StockAsync(basket.Second));
        Assert.Equal(5, await shop.CreditAsync(basket.User));
        Assert.True(await shop.IsPaidAsync(basket.Order));
    }

    [Theory]
    [InlineData(CheckoutMode.Naive)]
    [InlineData(CheckoutMode.Saga)]
    public async Task Checkout_short_of_credit_is_refused_and_gives_the_stock_back(CheckoutMode mode)
    {
        await using RunningShop shop = await RunningShop.StartAsync(mode);
        RunningShop.Basket basket = await shop.FillBasketAsync(stock: 10, credit: 14);

        Assert.Equal(HttpStatusCode.BadRequest, (await shop.PostAsync($"/orders/checkout/{basket.Order}")).Status);

        await Eventually.TrueAsync(async () => await shop.StockAsync(basket.First) == 10 && await shop.StockAsync(basket.Second) == 10);
        Assert.Equal(14, await shop.CreditAsync(basket.User));
        Assert.False(await shop.IsPaidAsync(basket.Order));
    }

    [Theory]
    [InlineData(CheckoutMode.Naive)]
    [InlineData(CheckoutMode.Saga)]
    public async Task Checkout_short_of_the_second_item_is_refused_and_gives_the_first_back(CheckoutMode mode)
    {
        await using RunningShop shop = await RunningShop.StartAsync(mode);
        RunningShop.Basket basket = await shop.FillBasketAsync(stock: 10, credit: 20);
        await shop.PostAsync($"/stock/subtract/{basket.Second}/10");

        Assert.Equal(HttpStatusCode.BadRequest, (await shop.PostAsync($"/orders/checkout/{basket.Order}")).Status);

        await Eventually.TrueAsync(async () => await shop.StockAsync(basket.First) == 10);
        Assert.Equal(0, await shop.StockAsync(basket.Second));
        Assert.Equal(20, await shop.CreditAsync(basket.User));
    }

    [Theory]
    [InlineData(CheckoutMode.Naive)]
    [InlineData(CheckoutMode.Saga)]
    public async Task Batch_init_replaces_the_population(CheckoutMode mode)
    {
        await using RunningShop shop = await RunningShop.StartAsync(mode);
        RunningShop.Basket former = await shop.FillBasketAsync(stock: 1, credit: 1);

        foreach (string path in new[] { "/stock/batch_init/30/7/3", "/payment/batch_init/20/50", "/orders/batch_init/100/30/20/3" })
            Assert.NotEmpty(await shop.CreateAsync(path, "msg"));

        Assert.Equal("""{"stock":7,"price":3}""", (await shop.GetAsync("/stock/find/29")).Text);
        Assert.Equal("""{"user_id":"19","credit":50}""", (await shop.GetAsync("/payment/find_user/19")).Text);
        foreach (string gone in new[] { "/stock/find/30", "/payment/find_user/20", "/orders/find/100", $"/orders/find/{former.Order}" })
            Assert.Equal(HttpStatusCode.BadRequest, (await shop.GetAsync(gone)).Status);
        JsonNode order = await shop.ReadAsync("/orders/find/99");
        Assert.Equal("99", order["order_id"]!.GetValue<string>());
        Assert.False(order["paid"]!.GetValue<bool>());
        Assert.InRange(int.Parse(order["user_id"]!.GetValue<string>()), 0, 19);
        Assert.Equal(6, order["total_cost"]!.GetValue<int>());
        Assert.Equal(2, order["items"]!.AsArray().Count);
        foreach (JsonNode? line in order["items"]!.AsArray())
        {
            Assert.InRange(int.Parse(line![0]!.GetValue<string>()), 0, 29);
            Assert.Equal(1, line[1]!.GetValue<int>());
        }

        Assert.Equal(HttpStatusCode.OK, (await shop.PostAsync("/orders/checkout/99")).Status);
        Assert.Equal(44, await shop.CreditAsync(order["user_id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Adding_the_same_item_again_adds_up_its_quantity()
    {
        await using RunningShop shop = await RunningShop.StartAsync(CheckoutMode.Saga);
        RunningShop.Basket basket = await shop.FillBasketAsync(stock: 10, credit: 100);

        Assert.Equal(HttpStatusCode.OK, (await shop.PostAsync($"/orders/addItem/{basket.Order}/{basket.First}/3")).Status);

        JsonNode order = await shop.ReadAsync($"/orders/find/{basket.Order}");
        Assert.Equal($$"""[["{{basket.First}}",5],["{{basket.Second}}",1]]""", order["items"]!.ToJsonString());
        Assert.Equal(30, order["total_cost"]!.GetValue<int>());
    }

    [Theory]
    [InlineData(CheckoutMode.Naive)]
    [InlineData(CheckoutMode.Saga)]
    public async Task Unknown_ids_bad_amounts_and_overdrafts_are_refused_with_400_and_change_nothing(CheckoutMode mode)
    {
        await using RunningShop shop = await RunningShop.StartAsync(mode);
        RunningShop.Basket basket = await shop.FillBasketAsync(stock: 10, credit: 20);
        string[] posts =
        [
            "/orders/checkout/none", $"/orders/addItem/none/{basket.First}/1", $"/orders/addItem/{basket.Order}/none/1",
            $"/orders/addItem/{basket.Order}/{basket.First}/0", $"/orders/addItem/{basket.Order}/{basket.First}/-1",
            $"/orders/addItem/{basket.Order}/{basket.First}/2000000000",
            "/stock/add/none/1", "/stock/subtract/none/1", $"/stock/subtract/{basket.First}/11",
            $"/stock/add/{basket.First}/0", $"/stock/add/{basket.First}/-1", $"/stock/subtract/{basket.First}/-1", $"/stock/add/{basket.First}/x",
            "/payment/add_funds/none/1", "/payment/pay/none/1", $"/payment/pay/{basket.User}/21",
            $"/payment/pay/{basket.User}/0", $"/payment/pay/{basket.User}/-1", $"/payment/add_funds/{basket.User}/0",
            "/stock/item/create/-1", "/stock/batch_init/0/1/1", "/stock/batch_init/1/-1/1", "/payment/batch_init/1/x", "/orders/batch_init/1/0/1/1",
        ];

        foreach (string path in posts)
        {
            (HttpStatusCode status, string text, string? instance) = await shop.PostAsync(path);
            Assert.True(status == HttpStatusCode.BadRequest, $"{path}: {status}");
            Assert.NotEmpty(text);
            Assert.NotNull(instance);
        }

        foreach (string path in new[] { "/orders/find/none", "/stock/find/none", "/payment/find_user/none" })
            Assert.Equal(HttpStatusCode.BadRequest, (await shop.GetAsync(path)).Status);
        Assert.Equal(10, await shop.StockAsync(basket.First));
        Assert.Equal(20, await shop.CreditAsync(basket.User));
        Assert.Equal(15, (await shop.ReadAsync($"/orders/find/{basket.Order}"))["total_cost"]!.GetValue<int>());
    }

    [Fact]
    public async Task Items_cannot_be_added_to_a_paid_order()
    {
        await using RunningShop shop = await RunningShop.StartAsync(CheckoutMode.Saga);
        RunningShop.Basket basket = await shop.FillBasketAsync(stock: 10, credit: 20);
        Assert.Equal(HttpStatusCode.OK, (await shop.PostAsync($"/orders/checkout/{basket.Order}")).Status);

        Assert.Equal(HttpStatusCode.BadRequest, (await shop.PostAsync($"/orders/addItem/{basket.Order}/{basket.First}/1")).Status);
    }
}
