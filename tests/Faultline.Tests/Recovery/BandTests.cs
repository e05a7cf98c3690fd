using Faultline.Recovery;

namespace Faultline.Tests.Recovery;

public sealed class BandTests
{
    private static readonly Baseline Before = new(
        Served: 1_000, ServedPerIteration: 1, HurtShare: 0, Wait: 0.01, Pause: 1, P99: TimeSpan.FromMilliseconds(40), Users: 100);

    private readonly Band _band = new(Before);

    [Theory]
    [InlineData(1_000, 1_000, true)]
    [InlineData(1_000, 985, true)]
    [InlineData(1_000, 940, false)]
    [InlineData(0, 0, false)]
    public void It_holds_where_chance_explains_what_was_not_served(double ended, double served, bool holds) =>
        Assert.Equal(holds, _band.Holds(Seconds(ended, served, TimeSpan.FromMilliseconds(20)), expected: 1_000, users: 100));

    [Theory]
    [InlineData(700, false)]
    [InlineData(880, true)]
    public void Fewer_than_were_expected_are_no_return_though_all_of_them_were_served(double served, bool holds) =>
        Assert.Equal(holds, _band.Holds(Seconds(served, served, TimeSpan.FromMilliseconds(20)), expected: 1_000, users: 100));

    [Fact]
    public void The_limit_of_latency_grows_with_the_users_and_leaves_what_nobody_notices()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(80), _band.LatencyLimit(50));
        Assert.Equal(TimeSpan.FromMilliseconds(120), _band.LatencyLimit(200));
        Assert.Equal(TimeSpan.FromMilliseconds(26), new Band(Before with { P99 = TimeSpan.FromMilliseconds(1) }).LatencyLimit(100));
    }

    [Fact]
    public void Slow_answers_are_no_return_though_they_are_as_many()
    {
        Assert.True(_band.Holds(Seconds(1_000, 1_000, TimeSpan.FromMilliseconds(70)), expected: 1_000, users: 100));
        Assert.False(_band.Holds(Seconds(1_000, 1_000, TimeSpan.FromMilliseconds(200)), expected: 1_000, users: 100));
    }

    private static PathSlot Seconds(double ended, double served, TimeSpan latency)
    {
        var latencies = new LatencySketch();
        for (var i = 0; i < served; i++) latencies.Add(latency);
        return new PathSlot(ended, served, 0, latencies);
    }
}
