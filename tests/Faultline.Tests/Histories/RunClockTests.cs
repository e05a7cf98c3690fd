using Faultline.Histories;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Histories;

public sealed class RunClockTests
{
    [Fact]
    public void A_timestamp_and_a_moment_of_the_run_name_the_same_time()
    {
        var time = new FakeTimeProvider();
        var clock = new RunClock(time);
        time.Advance(TimeSpan.FromMilliseconds(1500));
        var timestamp = time.GetTimestamp();
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromMilliseconds(1500), clock.At(timestamp));
        Assert.Equal(TimeSpan.FromMilliseconds(2500), clock.Elapsed);
        Assert.Equal(clock.StartedAt.AddMilliseconds(1500), clock.ToUtc(clock.At(timestamp)));
    }
}
