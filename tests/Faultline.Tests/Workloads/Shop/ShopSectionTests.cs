using Faultline.Workloads.Shop;

namespace Faultline.Tests.Workloads.Shop;

public sealed class ShopSectionTests
{
    [Fact]
    public void Each_figure_stands_in_its_group() => Assert.Equal(
        [("stock", "log", 3L), ("stock", "database", -2), ("payment", "log", 10), ("payment", "database", -10)],
        ShopSection.Of(new ClassicFigures(3, -2, 10, -10)).Groups.SelectMany(g => g.Figures, (g, f) => (g.Name, f.Name, f.Value!.Value)));

    [Fact]
    public void Accounts_that_could_not_be_read_leave_it_unmeasured()
    {
        Assert.False(ShopSection.Of(null).IsMeasured);
        Assert.True(ShopSection.Of(new ClassicFigures(0, 0, 0, 0)).IsMeasured);
    }

    [Fact]
    public void Of_the_consistency_test_it_says_what_the_figures_presume()
    {
        Assert.Contains("all stock sells", ShopSection.OfConsistencyTest(null).Note, StringComparison.Ordinal);
        Assert.DoesNotContain("all stock sells", ShopSection.Of(null).Note, StringComparison.Ordinal);
    }
}
