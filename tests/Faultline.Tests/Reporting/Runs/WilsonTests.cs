using CsCheck;
using Faultline.Reporting.Runs;

namespace Faultline.Tests.Reporting.Runs;

public sealed class WilsonTests
{
    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(81, 263, 0.2553, 0.3662)]
    public void Intervals_are_those_of_the_tables(long succeeded, long attempted, double low, double high)
    {
        var interval = Wilson.Interval(succeeded, attempted);

        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Fact]
    public void An_interval_holds_the_share_that_was_counted_and_lies_within_0_and_1() =>
        Gen.Long[1, 1_000_000_000_000].SelectMany(n => Gen.Long[0, n].Select(k => (k, n))).Sample(counts =>
        {
            var (low, high) = Wilson.Interval(counts.k, counts.n);
            var share = (double)counts.k / counts.n;
            return low >= 0 && high <= 1 && low <= share && share <= high;
        });

    [Fact]
    public void Of_nothing_there_is_none() => Assert.Equal((double.NaN, double.NaN), Wilson.Interval(0, 0));
}
