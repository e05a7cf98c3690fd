using Faultline.Cli.Watchdogs;
using Faultline.Tests.Faults;

namespace Faultline.Tests.Cli;

public sealed class GrowingPausesTests
{
    private readonly SteppedTime _time = new();

    [Fact]
    public async Task What_succeeds_at_once_is_tried_once()
    {
        var tries = 0;

        Assert.True(await GrowingPauses.TryAsync(() => Task.FromResult(++tries == 1), _time));

        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task Pauses_double_up_to_a_minute_and_end_after_ten()
    {
        var tries = 0;
        var begun = _time.GetTimestamp();

        var trying = GrowingPauses.TryAsync(() => Task.FromResult(++tries < 0), _time);
        foreach (var seconds in new[] { 0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60, 60, 60 }) await _time.PassAsync(TimeSpan.FromSeconds(seconds));

        Assert.False(await trying);
        Assert.Equal(16, tries);
        Assert.True(_time.GetElapsedTime(begun) <= GrowingPauses.Limit);
    }
}
