namespace Faultline.IntegrationTests.Bugs;

/// <summary>Bugs of single steps of a checkout, under real kills: each is told as what it is.</summary>
public sealed class StepBugTests
{
    [Theory]
    [InlineData("double-charge", "charged-twice")]
    [InlineData("double-take", "taken-twice")]
    [InlineData("no-refund", "money-not-given-back")]
    [InlineData("no-restock", "stock-not-given-back")]
    public Task It_is_told_as_what_it_is(string bug, string kind) => BuggyShop.MustBeToldAsAsync(bug, kind);
}
