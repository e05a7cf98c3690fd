namespace Faultline.IntegrationTests.Bugs;

/// <summary>Bugs of a store, under real kills: each is told as what it is.</summary>
public sealed class StoreBugTests
{
    [Theory]
    [InlineData("lost-update", "item-out-of-bounds")]
    [InlineData("oversell", "oversold")]
    [InlineData("forgetful-store", "account-lost")]
    public Task It_is_told_as_what_it_is(string bug, string kind) => BuggyShop.MustBeToldAsAsync(bug, kind);
}
