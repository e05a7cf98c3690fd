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
}
