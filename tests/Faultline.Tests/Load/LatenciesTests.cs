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

        var percentiles = latencies.Counted().Percentiles;
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
        Assert.Equal(new Latency(1234.567, 1234.567, 1234.567, 1234.567, 1234.567), latencies.Counted().Percentiles);
    }

    [Fact]
    public void No_duration_is_none() => Assert.Equal(Latency.None, new Latencies().Counted().Percentiles);

    [Fact]
    public void A_sum_counts_all_and_clearing_forgets_all()
    {
        var some = new Latencies();
        some.Add(TimeSpan.FromMilliseconds(1));
        var others = new Latencies();
        others.Add(TimeSpan.FromMilliseconds(9));
        some.Add(others);
        Within(1, some.Counted().Percentiles.P50);
        Assert.Equal(9, some.Counted().Percentiles.Max);

        some.Clear();
        Assert.Equal(Latency.None, some.Counted().Percentiles);
    }

    [Fact]
    public void What_got_no_answer_counts_with_the_time_it_was_waited_for_as_a_lower_bound()
    {
        var latencies = new Latencies();
        for (var i = 0; i < 25; i++)
            latencies.Add(TimeSpan.FromMilliseconds(4));
        for (var i = 0; i < 28; i++)
            latencies.Add(TimeSpan.FromSeconds(3), answered: false);

        var percentiles = latencies.Counted().Percentiles;
        Assert.Equal((3000, 3000, 3000), (percentiles.P50, percentiles.P99, percentiles.Max));
        Assert.Equal(LowerBounds.P50 | LowerBounds.P95 | LowerBounds.P99 | LowerBounds.P999 | LowerBounds.Max, percentiles.AtLeast);
    }

    [Theory]
    // The hanging ones lie behind the percentile: it is what it is.
    [InlineData(3000, 10, LowerBounds.P99 | LowerBounds.P999 | LowerBounds.Max)]
    [InlineData(3000, 1, LowerBounds.P999 | LowerBounds.Max)]
    // Cut off at once: each may have become the longest of all, which moves no percentile that stays the same ten ranks on.
    [InlineData(1, 10, LowerBounds.P99 | LowerBounds.P999 | LowerBounds.Max)]
    public void A_percentile_is_exact_where_longer_waits_could_not_move_it(double waitedMs, int givenUp, LowerBounds bounds)
    {
        var latencies = new Latencies();
        for (var i = 0; i < 200 - givenUp; i++)
            latencies.Add(TimeSpan.FromMilliseconds(10));
        for (var i = 0; i < givenUp; i++)
            latencies.Add(TimeSpan.FromMilliseconds(waitedMs), answered: false);

        Assert.Equal((10, bounds), (Math.Round(latencies.Counted().Percentiles.P50), latencies.Counted().Percentiles.AtLeast));
    }

    [Fact]
    public void Told_percentiles_never_exceed_the_true_ones_and_equal_them_where_they_are_told_as_exact()
    {
        var random = new Random(1);
        for (var round = 0; round < 300; round++)
        {
            var (told, truth) = (new Latencies(), new Latencies());
            for (var i = random.Next(1, 200); i > 0; i--)
            {
                var took = TimeSpan.FromMilliseconds(random.Next(1, 100));
                var limit = TimeSpan.FromMilliseconds(random.Next(1, 400));
                told.Add(took < limit ? took : limit, answered: took < limit);
                truth.Add(took);
            }

            var (t, r) = (told.Counted().Percentiles, truth.Counted().Percentiles);
            Assert.All(
                new[] { (t.P50, r.P50, LowerBounds.P50), (t.P95, r.P95, LowerBounds.P95), (t.P99, r.P99, LowerBounds.P99), (t.P999, r.P999, LowerBounds.P999), (t.Max, r.Max, LowerBounds.Max) },
                p => Assert.True(t.AtLeast.HasFlag(p.Item3) ? p.Item1 <= p.Item2 * 1.001 : Math.Abs(p.Item1 - p.Item2) <= p.Item2 * 0.001, $"{p}"));
        }
    }

    [Fact]
    public void Beyond_an_hour_and_below_zero_is_counted_at_the_limit()
    {
        var latencies = new Latencies();
        latencies.Add(TimeSpan.FromDays(1));
        latencies.Add(TimeSpan.FromSeconds(-1));
        Assert.Equal(3_600_000, latencies.Counted().Percentiles.Max);
        Assert.Equal(0, latencies.Counted().Percentiles.P50);
    }

    private static void Within(double expected, double actual) =>
        Assert.InRange(actual, expected * 0.999, expected * 1.001);
}
