namespace Faultline.IntegrationTests.Bugs;

/// <summary>Bugs of the whole checkout, under real kills: each is told as what it is.</summary>
public sealed class CheckoutBugTests
{
    [Theory]
    [InlineData("lost-ack", "acknowledged-but-lost")]
    [InlineData("phantom", "refused-but-applied")]
    [InlineData("half-checkout", "partial-checkout")]
    public Task It_is_told_as_what_it_is(string bug, string kind) => BuggyShop.MustBeToldAsAsync(bug, kind);
}
