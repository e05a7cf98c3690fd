using Faultline.Auditing;

namespace Faultline.Tests.Auditing;

public sealed class LedgerTests
{
    [Fact]
    public void Hundreds_of_sorts_of_account_are_told_apart_and_equal_ones_are_one()
    {
        var accounts = Enumerable.Range(0, 1000).Select(i => new Account($"item {i}", ShopBooks.Stock with { Name = $"stock {i % 500}" }, 5, 5, 5, 1)).ToArray();

        var ledger = new Ledger(new(accounts, [], [], []), TestContext.Current.CancellationToken);

        Assert.Equal(500, ledger.Kinds.Count);
        Assert.All(Enumerable.Range(0, 1000), a => Assert.Equal(accounts[a].Kind, ledger.Kinds[ledger.KindOf(a)]));
    }
}
