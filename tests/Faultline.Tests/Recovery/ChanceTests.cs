using Faultline.Recovery;

namespace Faultline.Tests.Recovery;

public sealed class ChanceTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.03, 1)]
    [InlineData(1, 4)]
    [InlineData(100, 130)]
    public void The_most_is_three_deviations_up_and_one_wherever_any_is_expected(double expected, double most) =>
        Assert.Equal(most, Chance.Most(expected));

    [Fact]
    public void The_least_is_lower_where_the_expectation_itself_rests_on_few()
    {
        Assert.Equal(70, Chance.Least(100, double.PositiveInfinity), 6);
        Assert.Equal(100 - 3 * Math.Sqrt(200), Chance.Least(100, 100), 6);
    }
}
