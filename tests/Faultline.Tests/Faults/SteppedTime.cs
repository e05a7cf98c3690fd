using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Faults;

/// <summary>A clock that stands still until a test moves it, and tells when somebody waits on it.</summary>
internal sealed class SteppedTime : FakeTimeProvider
{
    private readonly ConcurrentDictionary<TimeSpan, SemaphoreSlim> _timers = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Of(dueTime).Release();
        return timer;
    }

    /// <summary>Comes back when somebody waits for that long; each waiting counts once.</summary>
    public Task WaitedForAsync(TimeSpan due) => Of(due).WaitAsync(TestContext.Current.CancellationToken);

    /// <summary>Lets a waiting of that length begin, then end.</summary>
    public async Task PassAsync(TimeSpan due)
    {
        await WaitedForAsync(due);
        Advance(due);
    }

    private SemaphoreSlim Of(TimeSpan due) => _timers.GetOrAdd(due, _ => new SemaphoreSlim(0));
}
