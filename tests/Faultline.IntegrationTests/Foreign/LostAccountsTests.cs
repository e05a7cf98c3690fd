namespace Faultline.IntegrationTests.Foreign;

/// <summary>Accounts that were there and that the shop answers for as for ids that never were.</summary>
public sealed class LostAccountsTests
{
    private const string AccountLost = "account-lost";

    [Theory]
    [InlineData(Store.Stock)]
    [InlineData(Store.Payment)]
    [InlineData(Store.Orders)]
    public async Task A_store_that_is_emptied_under_load_is_told_as_lost(Store store)
    {
        await using var shop = await ForeignShop.StartAsync(new ForgetsAccounts(store));

        var run = await ForeignRun.StressAsync(shop, "visible");

        run.MustBeInconsistent(AccountLost);
    }

    [Fact]
    public async Task A_store_that_loses_some_orders_is_told_by_those_alone()
    {
        await using var shop = await ForeignShop.StartAsync(new ForgetsAccounts(Store.Orders, whole: false));

        var run = await ForeignRun.StressAsync(shop, "visible");

        run.MustBeInconsistent(AccountLost);
        Assert.Equal(["orders"], run.Blamed);
    }

    [Fact]
    public async Task In_the_consistency_test_an_emptied_stock_is_told_as_lost()
    {
        await using var shop = await ForeignShop.StartAsync(new ForgetsAccounts(Store.Stock));

        var run = await ForeignRun.ConsistencyAsync(shop);

        run.MustBeInconsistent(AccountLost);
    }

    [Fact]
    public async Task In_the_consistency_test_users_who_ordered_nothing_and_are_gone_are_told_as_lost()
    {
        await using var shop = await ForeignShop.StartAsync(new ForgetsIdleUsers());

        var run = await ForeignRun.ConsistencyAsync(shop);

        run.MustBeInconsistent(AccountLost);
        Assert.Equal(["credit"], run.Blamed);
        Assert.Equal(30, run.Json.GetProperty("checkouts").GetProperty("succeeded").GetInt64());
    }
}
