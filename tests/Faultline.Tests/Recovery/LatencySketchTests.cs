using Faultline.Recovery;

namespace Faultline.Tests.Recovery;

public sealed class LatencySketchTests
{
    [Fact]
    public void A_quantile_is_right_to_an_eighth_of_an_octave()
    {
        var random = new Random(5);
        var latencies = Enumerable.Range(0, 5_000).Select(_ => TimeSpan.FromMicroseconds(100 * Math.Pow(10, 5 * random.NextDouble()))).Order().ToArray();
        var sketch = new LatencySketch();
        foreach (var latency in latencies) sketch.Add(latency);

        foreach (var q in new[] { 0.01, 0.5, 0.99, 1 })
        {
            var exact = latencies[(int)Math.Ceiling(q * latencies.Length) - 1];
            Assert.InRange(sketch.Quantile(q) / exact, 0.999, 1.13);
        }
    }

    [Fact]
    public void What_is_longer_than_a_quantile_is_no_more_than_the_rest()
    {
        var sketch = new LatencySketch();
        for (var i = 1; i <= 1_000; i++) sketch.Add(TimeSpan.FromMilliseconds(i));

        Assert.InRange(sketch.LongerThan(sketch.Quantile(0.9)), 1, 100);
        Assert.Equal(1_000, sketch.LongerThan(TimeSpan.Zero));
        Assert.Equal(0, sketch.LongerThan(TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void Nothing_and_the_extremes_are_counted()
    {
        var sketch = new LatencySketch();
        Assert.Equal(TimeSpan.Zero, sketch.Quantile(0.99));

        sketch.Add(TimeSpan.Zero);
        sketch.Add(TimeSpan.FromDays(400));
        Assert.Equal(2, sketch.Count);
    }
}
