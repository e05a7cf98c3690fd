using Faultline.Load;

namespace Faultline.Tests.Load;

public sealed class SlidingRateTests
{
    private readonly SlidingRate _rate = new();

    [Fact]
    public void In_the_first_second_all_counts_so_far_are_told()
    {
        Assert.Equal(0, Read(0, 0));
        Assert.Equal(10, Read(100, 10));
        Assert.Equal(50, Read(500, 50));
        Assert.Equal(100, Read(1000, 100));
    }

    [Fact]
    public void A_steady_growth_is_its_own_rate()
    {
        for (var i = 0; i <= 500; i++)
        {
            var rate = Read(i * 10, i * 7);
            if (i >= 100)
                Assert.Equal(700, rate, 1e-9);
        }
    }

    [Fact]
    public void What_is_older_than_a_second_is_forgotten()
    {
        for (var i = 0; i <= 100; i++)
            Read(i * 10, i * 10);
        for (var i = 101; i < 200; i++)
            Assert.InRange(Read(i * 10, 1000), 1, 999);
        Assert.Equal(0, Read(2000, 1000));
    }

    [Fact]
    public void Readings_that_come_late_are_spread_over_the_time_that_passed()
    {
        Read(1000, 0);
        Assert.Equal(500, Read(5000, 2000));
    }

    private double Read(int milliseconds, long count) => _rate.Read(TimeSpan.FromMilliseconds(milliseconds), count);
}
