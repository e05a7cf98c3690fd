using Faultline.Reporting;

namespace Faultline.Tests.Reporting;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1_234_567, "1,234,567")]
    public void Counts_are_grouped(long value, string text) => Assert.Equal(text, Figures.Count(value));

    [Theory]
    [InlineData(1, "1 sweep")]
    [InlineData(0, "0 sweeps")]
    [InlineData(3, "3 sweeps")]
    public void Counted_things_agree_with_their_number(long value, string text) => Assert.Equal(text, Figures.Counted(value, "sweep", "sweeps"));

    [Theory]
    [InlineData(5, "+5")]
    [InlineData(0, "0")]
    [InlineData(-5, "−5")]
    public void Differences_carry_their_sign(long value, string text) => Assert.Equal(text, Figures.Difference(value));

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(1, "100 %")]
    [InlineData(0.9966, "99.7 %")]
    public void Shares_are_percentages(double share, string text) => Assert.Equal(text, Figures.Share(share));

    [Fact]
    public void A_share_below_all_is_never_told_as_all() => Assert.NotEqual("100 %", Figures.Share(0.99999));

    [Fact]
    public void What_was_not_measured_is_no_number()
    {
        Assert.Equal(Figures.Seconds(null), Figures.Milliseconds(double.NaN));
        Assert.DoesNotContain("NaN", Figures.Milliseconds(double.NaN), StringComparison.Ordinal);
    }
}
