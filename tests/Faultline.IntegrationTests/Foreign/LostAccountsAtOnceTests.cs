namespace Faultline.IntegrationTests.Foreign;

/// <summary>Accounts that were there and that the shop answers for as for ids that never were, in the consistency test.</summary>
public sealed class LostAccountsAtOnceTests
{
    private const string AccountLost = "account-lost";

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
        Assert.Equal(30, run.Json.GetProperty("transactions")[0].GetProperty("succeeded").GetInt64());
    }
}
