using Faultline.Docker;

namespace Faultline.Tests.Docker;

public sealed class EngineTimeTests
{
    [Fact]
    public void A_time_is_read_in_utc_to_a_tick()
    {
        Assert.Equal(new DateTimeOffset(2031, 5, 6, 12, 0, 0, TimeSpan.Zero).AddTicks(1_234_567), EngineTime.Read("2031-05-06T12:00:00.123456700Z"));
        Assert.Equal(new DateTimeOffset(2031, 5, 6, 12, 0, 0, TimeSpan.Zero), EngineTime.Read("2031-05-06T14:00:00+02:00"));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("")]
    [InlineData(null)]
    public void What_never_was_has_no_time(string? text) => Assert.Null(EngineTime.Read(text));
}
