using Faultline.Histories;
using Faultline.Load;

namespace Faultline.Tests.Load;

public sealed class LatenciesTests
{
    [Fact]
    public void Percentiles_are_those_of_the_durations_to_three_digits()
    {
        var latencies = new Latencies();
        for (var i = 1; i <= 10_000; i++)
            latencies.Add(TimeSpan.FromMicroseconds(i * 100));

        var percentiles = latencies.Percentiles();
        Within(500, percentiles.P50);
        Within(950, percentiles.P95);
        Within(990, percentiles.P99);
        Within(999, percentiles.P999);
        Assert.Equal(1000, percentiles.Max);
    }

    [Fact]
    public void One_duration_is_all_percentiles_exactly()
    {
        var latencies = new Latencies();
        latencies.Add(TimeSpan.FromMicroseconds(1_234_567));
        Assert.Equal(new Latency(1234.567, 1234.567, 1234.567, 1234.567, 1234.567), latencies.Percentiles());
    }

    [Fact]
    public void No_duration_is_none() => Assert.Equal(Latency.None, new Latencies().Percentiles());

    [Fact]
    public void A_sum_counts_all_and_clearing_forgets_all()
    {
        var some = new Latencies();
        some.Add(TimeSpan.FromMilliseconds(1));
        var others = new Latencies();
        others.Add(TimeSpan.FromMilliseconds(9));
        some.Add(others);
        Within(1, some.Percentiles().P50);
        Assert.Equal(9, some.Percentiles().Max);

        some.Clear();
        Assert.Equal(Latency.None, some.Percentiles());
    }

    [Fact]
    public void Beyond_an_hour_and_below_zero_is_counted_at_the_limit()
    {
        var latencies = new Latencies();
        latencies.Add(TimeSpan.FromDays(1));
        latencies.Add(TimeSpan.FromSeconds(-1));
        Assert.Equal(3_600_000, latencies.Percentiles().Max);
        Assert.Equal(0, latencies.Percentiles().P50);
    }

    private static void Within(double expected, double actual) =>
        Assert.InRange(actual, expected * 0.999, expected * 1.001);
}
