using Faultline.Load;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Load;

public sealed class TimerQueueTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly TimerQueue _queue;

    public TimerQueueTests() => _queue = new TimerQueue(_time);

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task A_wait_ends_when_it_is_due_and_not_before()
    {
        var wait = UntilAsync(100);
        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(wait.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(wait.IsCompleted);
        Assert.True(await wait);
    }

    [Fact]
    public void Waits_end_by_when_they_are_due_not_by_when_they_began()
    {
        var waits = new[] { 300, 100, 200, 100 }.Select(UntilAsync).ToList();
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal([false, true, false, true], waits.Select(wait => wait.IsCompleted));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal([false, true, true, true], waits.Select(wait => wait.IsCompleted));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.All(waits, wait => Assert.True(wait.IsCompleted));
    }

    [Fact]
    public async Task What_is_due_already_does_not_wait()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        var wait = new Wakeup(_queue).UntilAsync(_time.GetTimestamp());
        Assert.True(wait.IsCompleted);
        Assert.True(await wait);
    }

    [Fact]
    public async Task One_wakeup_serves_one_wait_after_the_other()
    {
        var wakeup = new Wakeup(_queue);
        for (var i = 0; i < 3; i++)
        {
            var wait = wakeup.UntilAsync(_time.GetTimestamp() + (_time.TimestampFrequency / 10));
            Assert.False(wait.IsCompleted);
            _time.Advance(TimeSpan.FromMilliseconds(100));
            Assert.True(wait.IsCompleted);
            Assert.True(await wait);
        }
    }

    [Fact]
    public async Task Closing_ends_all_waits_and_those_to_come()
    {
        var before = UntilAsync(100);
        _queue.Close();
        Assert.False(await before);
        Assert.False(await UntilAsync(100));
        Assert.False(await UntilAsync(0));
    }

    [Fact]
    public void A_wait_of_many_days_ends_too()
    {
        var wait = UntilAsync((int)TimeSpan.FromDays(3).TotalMilliseconds);
        for (var day = 0; day < 3; day++)
        {
            Assert.False(wait.IsCompleted);
            _time.Advance(TimeSpan.FromDays(1));
        }
        Assert.True(wait.IsCompleted);
    }

    private ValueTask<bool> UntilAsync(int milliseconds) => new Wakeup(_queue).UntilAsync(
        _time.GetTimestamp() + (milliseconds * _time.TimestampFrequency / 1000));
}
