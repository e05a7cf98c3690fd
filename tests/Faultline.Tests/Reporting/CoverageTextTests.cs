using Faultline.Checking;
using Faultline.Reporting;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Reporting;

public class CoverageTextTests
{
    [Theory]
    [InlineData(0, 0, 0, 90, null)]
    [InlineData(500, 499, 0, 90, "499 of 500 orders prepared (99.8 %)")]
    [InlineData(1000, 8, 1000, 8, "8 of 1,000 orders prepared (0.8 %), 8 of 1,000 checkouts attempted (0.8 %)")]
    public void What_was_planned_stands_beside_what_was_done(long planned, long made, long toAttempt, long attempts, string? line) =>
        Assert.Equal(line, CoverageText.Line(new Coverage(planned, made, toAttempt, attempts), ShopProfile.Profile.Words));
}
