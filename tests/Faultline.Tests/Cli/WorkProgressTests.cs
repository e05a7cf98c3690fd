using Faultline.Cli.Terminal;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Cli;

public sealed class WorkProgressTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Nothing_is_said_before_work_was_told()
    {
        var progress = new WorkProgress(_time);

        Assert.Equal(("", (double?)null), (progress.ToString(), progress.Share));
    }

    [Fact]
    public void What_is_left_follows_from_the_rate_so_far()
    {
        var progress = new WorkProgress(_time);
        progress.Set("pass 2", 0, 71_467);
        _time.Advance(TimeSpan.FromSeconds(60));
        progress.Set("pass 2", 46_500, 71_467);

        Assert.Equal("pass 2: 46,500 of 71,467, 33 s left", progress.ToString());
        Assert.Equal(0.65, progress.Share!.Value, 2);
    }

    [Fact]
    public void What_was_done_before_the_first_word_does_not_count_towards_the_rate()
    {
        var progress = new WorkProgress(_time);
        progress.Set("pass 2", 900, 1_000);
        _time.Advance(TimeSpan.FromSeconds(10));
        progress.Set("pass 2", 910, 1_000);

        Assert.Equal("pass 2: 910 of 1,000, 90 s left", progress.ToString());
    }

    [Theory]
    [InlineData(1, 100, 1_000, "pass 1: 100 of 1,000")]
    [InlineData(10, 1_000, 1_000, "pass 1: 1,000 of 1,000")]
    [InlineData(10, 0, 1_000, "pass 1: 0 of 1,000")]
    [InlineData(600, 100, 1_000, "pass 1: 100 of 1,000, 90 min left")]
    [InlineData(10, 100, 0, "pass 1: 100")]
    public void An_estimate_is_given_only_where_there_is_something_to_estimate_from(int seconds, long done, long total, string text)
    {
        var progress = new WorkProgress(_time);
        progress.Set("pass 1", 0, total);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        progress.Set("pass 1", done, total);

        Assert.Equal(text, progress.ToString());
    }

    [Fact]
    public void Another_phase_begins_with_nothing()
    {
        var progress = new WorkProgress(_time);
        progress.Set("pass 1", 5, 10);
        progress.Clear();

        Assert.Null(progress.Share);
    }
}
