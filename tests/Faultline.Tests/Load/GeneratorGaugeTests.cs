using Faultline.Histories;
using Faultline.Load;

namespace Faultline.Tests.Load;

public sealed class GeneratorGaugeTests
{
    [Theory]
    [InlineData(0.5, 1, false)]
    [InlineData(0.9, 50, false)]
    [InlineData(0.91, 1, true)]
    [InlineData(0.1, 50.1, true)]
    public void Saturated_is_short_of_processors_or_late(double shareOfProcessors, double lagP99Ms, bool saturated) =>
        Assert.Equal(saturated, GeneratorGauge.IsSaturated(shareOfProcessors, lagP99Ms));

    [Fact]
    public void Lateness_and_memory_are_told()
    {
        var health = new GeneratorGauge().Read(TimeSpan.FromHours(1), new Latency(1, 2, 60, 70, 80));
        Assert.Equal((60, 80), (health.LatenessP99Ms, health.LatenessMaxMs));
        Assert.True(health.Saturated);
        Assert.InRange(health.PeakMemoryMb, 10, 100_000);
    }

    [Fact]
    public void A_load_without_length_took_no_processor() =>
        Assert.Equal(0, new GeneratorGauge().Read(TimeSpan.Zero, Latency.None).CpuPercent);
}
