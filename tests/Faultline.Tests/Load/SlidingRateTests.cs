using Faultline.Load;

namespace Faultline.Tests.Load;

public sealed class SlidingRateTests
{
    [Fact]
    public void The_rate_is_that_of_the_last_window_only()
    {
        var rate = new SlidingRate(TimeSpan.FromSeconds(1));
        var rates = Enumerable.Range(0, 31)
            .Select(i => rate.At(TimeSpan.FromMilliseconds(i * 100), i <= 10 ? i * 10 : 100))
            .ToArray();

        Assert.Equal(50, rates[5]);
        Assert.Equal(100, rates[10]);
        Assert.Equal(50, rates[15]);
        Assert.Equal(0, rates[20]);
    }

    [Fact]
    public void Nothing_counted_is_a_rate_of_nought() => Assert.Equal(0, new SlidingRate(TimeSpan.FromSeconds(1)).At(TimeSpan.Zero, 0));
}
