namespace Faultline.IntegrationTests.Foreign;

/// <summary>Nothing that the tool says of a system may rest on its being ours.</summary>
public sealed class ForeignShopTests
{
    [Theory]
    [InlineData("seed")]
    [InlineData("visible")]
    public async Task A_shop_that_is_right_is_found_consistent(string population)
    {
        await using var shop = await ForeignShop.StartAsync();

        var run = await ForeignRun.StressAsync(shop, population);

        run.MustBeConsistent();
    }

    [Fact]
    public async Task A_shop_behind_a_proxy_that_loses_answers_is_never_accused()
    {
        await using var shop = await ForeignShop.StartAsync(new AnswersBadGateway());

        var run = await ForeignRun.StressAsync(shop, "visible");

        run.MustAccuseNobody();
        Assert.True(run.Json.GetProperty("transactions")[0].GetProperty("unknown").GetInt64() > 0);
    }

    [Fact]
    public async Task A_shop_that_refuses_after_a_part_was_done_is_found_out() => await MustBeFoundOutAsync(new RefusesAfterPart());

    [Theory]
    [InlineData(Store.Stock)]
    [InlineData(Store.Payment)]
    [InlineData(Store.Orders)]
    public async Task A_shop_of_which_one_store_loses_a_part_is_found_out(Store store) => await MustBeFoundOutAsync(new LosesEffect(store));

    [Fact]
    public async Task In_the_consistency_test_accounts_that_no_order_touches_are_read_too()
    {
        await using var shop = await ForeignShop.StartAsync();

        var run = await ForeignRun.ConsistencyAsync(shop);

        run.MustBeConsistent();
        Assert.Equal(30, run.Json.GetProperty("transactions")[0].GetProperty("succeeded").GetInt64());
        Assert.Equal(0, run.Json.GetProperty("converged").GetProperty("unreadable").GetInt32());
    }

    private static async Task MustBeFoundOutAsync(Behaviour flaw)
    {
        await using var shop = await ForeignShop.StartAsync(flaw);

        var run = await ForeignRun.StressAsync(shop, "visible");

        run.MustBeInconsistent();
        run.MustBlameOnly(shop.Wronged);
    }
}
