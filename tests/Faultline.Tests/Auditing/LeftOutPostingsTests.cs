using Faultline.Auditing;

namespace Faultline.Tests.Auditing;

public sealed class LeftOutPostingsTests
{
    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "1 posting was to an account of which nobody knows what was on them before the load, so nothing was held against the answers there.")]
    [InlineData(3, "3 postings were to accounts of which nobody knows what was on them before the load, so nothing was held against the answers there.")]
    public void What_was_left_out_of_the_books_is_told_as_not_judged(long leftOut, string? omitted)
    {
        var shop = new ShopBooks();
        shop.Order("o", (shop.Item(100, 99), -1));

        var audit = Auditor.Audit(shop.Books() with { PostingsLeftOut = leftOut }, [], converged: true, TestContext.Current.CancellationToken);

        Assert.Empty(audit.Anomalies);
        Assert.Equal(omitted is null ? [] : [omitted], audit.Omitted);
    }
}
