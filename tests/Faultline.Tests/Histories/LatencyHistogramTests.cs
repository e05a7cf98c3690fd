using Faultline.Histories;
using Faultline.Load;
using HdrHistogram;

namespace Faultline.Tests.Histories;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Merged_parts_are_the_whole_wherever_it_is_cut()
    {
        var random = new Random(3);
        for (var round = 0; round < 100; round++)
        {
            var whole = new Latencies();
            var parts = Enumerable.Range(0, random.Next(1, 5)).Select(_ => new Latencies()).ToList();
            for (var i = random.Next(0, 500); i > 0; i--)
            {
                var (took, answered) = (TimeSpan.FromMicroseconds(Math.Exp(random.NextDouble() * 21)), random.Next(20) > 0);
                whole.Add(took, answered);
                parts[random.Next(parts.Count)].Add(took, answered);
            }

            var merged = parts.Aggregate(LatencyHistogram.Empty, (sum, part) => sum.Merge(part.Counted()));
            Assert.Equal(whole.Counted(), merged);
            Assert.Equal(whole.Counted().GetHashCode(), merged.GetHashCode());
            Assert.Equal(whole.Counted().Percentiles, merged.Percentiles);
        }
    }

    [Fact]
    public void Percentiles_are_those_of_HdrHistogram()
    {
        var random = new Random(5);
        var (ours, theirs) = (new Latencies(), new LongHistogram(1, 3_600_000_000, 3));
        for (var i = 0; i < 20_000; i++)
        {
            var microseconds = (long)Math.Exp(random.NextDouble() * 22);
            ours.Add(TimeSpan.FromMicroseconds(microseconds));
            theirs.RecordValue(microseconds);
        }

        var counted = ours.Counted();
        Assert.Equal(20_000, counted.Count);
        for (var percentile = 0.0; percentile < 100; percentile += 0.01)
            Assert.Equal(theirs.GetValueAtPercentile(percentile) / 1000.0, counted.ValueAtPercentile(percentile));
        Assert.Equal(counted.Percentiles.Max, counted.ValueAtPercentile(100));
    }

    [Fact]
    public void Nothing_counted_is_empty_and_changes_nothing()
    {
        var some = new Latencies();
        some.Add(TimeSpan.FromSeconds(1), answered: false);
        var counted = some.Counted();

        Assert.Equal(LatencyHistogram.Empty, new Latencies().Counted());
        Assert.Equal((Latency.None, double.NaN), (LatencyHistogram.Empty.Percentiles, LatencyHistogram.Empty.ValueAtPercentile(50)));
        Assert.Equal((counted, counted), (counted.Merge(LatencyHistogram.Empty), LatencyHistogram.Empty.Merge(counted)));
        Assert.NotEqual(counted, LatencyHistogram.Empty);
    }

    [Fact]
    public void What_was_given_up_is_not_the_same_as_what_was_answered()
    {
        var (answered, givenUp) = (new Latencies(), new Latencies());
        answered.Add(TimeSpan.FromSeconds(1));
        givenUp.Add(TimeSpan.FromSeconds(1), answered: false);

        Assert.NotEqual(answered.Counted(), givenUp.Counted());
        Assert.Equal(answered.Counted().ValueAtPercentile(50), givenUp.Counted().ValueAtPercentile(50));
    }
}
