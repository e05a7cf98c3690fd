using System.Net;
using Samples.Bugs;
using Shop;

namespace Faultline.IntegrationTests.Shop;

public sealed class BugTests
{
    private const int MostSpared = 10;

    public static TheoryData<ShopBug> Bugs => [.. Enum.GetValues<ShopBug>()];

    [Theory]
    [MemberData(nameof(Bugs))]
    public async Task A_shop_with_a_bug_is_in_order_for_what_is_tried_by_hand(ShopBug bug)
    {
        await using RunningShop shop = await RunningShop.StartAsync(CheckoutMode.Saga, bug: bug);
        // One of each: the id of one order is among those that would be struck if tries by hand were not spared.
        RunningShop.Basket[] baskets = [await FillAsync(shop, struck: true), await FillAsync(shop, struck: false)];

        foreach (RunningShop.Basket basket in baskets)
            Assert.Equal(HttpStatusCode.OK, (await shop.PostAsync($"/orders/checkout/{basket.Order}")).Status);

        // What shows late shows late for all of them at the same time.
        foreach (RunningShop.Basket basket in baskets)
        {
            await Eventually.TrueAsync(async () => await shop.StockAsync(basket.First) == 8 && await shop.CreditAsync(basket.User) == 5);
            Assert.Equal(9, await shop.StockAsync(basket.Second));
            Assert.True(await shop.IsPaidAsync(basket.Order));
        }
    }

    private static async Task<RunningShop.Basket> FillAsync(RunningShop shop, bool struck)
    {
        while (true)
        {
            RunningShop.Basket basket = await shop.FillBasketAsync(stock: 10, credit: 20);
            if (Strikes.Hits(basket.Order, MostSpared) == struck)
                return basket;
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public void A_bug_strikes_its_share_of_the_ids_and_always_the_same(int oneIn)
    {
        string[] ids = [.. Enumerable.Range(0, 10_000).Select(i => i.ToString())];

        string[] struck = [.. ids.Where(id => Strikes.Hits(id, oneIn))];

        Assert.InRange(struck.Length, 10_000 / oneIn * 0.8, 10_000 / oneIn * 1.2);
        Assert.Equal(struck, ids.Where(id => Strikes.Hits(id, oneIn)));
    }
}
