using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Faults;

/// <summary>A clock that stands still until it is advanced, and tells which waits have begun on it.</summary>
internal sealed class AnnouncedTime : FakeTimeProvider
{
    private readonly Announcements<TimeSpan> _waits = new();

    /// <summary>Waits until so many waits of this length have begun; advancing before that would be lost on them.</summary>
    public Task WaitBegun(TimeSpan length, int count = 1) => _waits.Until(w => w == length, count);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Add(dueTime);
        return timer;
    }
}
