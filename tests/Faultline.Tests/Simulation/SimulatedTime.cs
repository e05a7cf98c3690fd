namespace Faultline.Tests.Simulation;

/// <summary>
/// A clock on which time passes by being waited for: a timer goes off as it is made, and only those beyond the
/// <see cref="Horizon"/> wait for it to move.
/// </summary>
internal sealed class SimulatedTime
{
    private readonly Lock _gate = new();
    private readonly List<Timer> _waiting = [];
    private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public DateTimeOffset Now
    {
        get
        {
            lock (_gate) return _now;
        }
    }

    /// <summary>Up to when timers go off by themselves.</summary>
    public DateTimeOffset Horizon { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>A step takes a moment, so that whoever only looks again and again comes to an end.</summary>
    public void Tick()
    {
        lock (_gate) _now += TimeSpan.FromMilliseconds(1);
    }

    /// <summary>The clock as one invocation of the tool has it.</summary>
    public TimeProvider For(ToolLife life) => new LifeTime(this, life);

    /// <summary>Time passes, and what has become due goes off, one after the other.</summary>
    public void AdvanceTo(DateTimeOffset horizon)
    {
        Horizon = horizon;
        while (Next() is { } due) due.GoOff();
    }

    /// <summary>Nobody waits any more.</summary>
    public void ToolDied()
    {
        lock (_gate) _waiting.Clear();
        Horizon = DateTimeOffset.MaxValue;
    }

    private Timer? Next()
    {
        lock (_gate)
        {
            var due = _waiting.Where(t => t.Due <= Horizon).MinBy(t => t.Due);
            if (due is null) return null;
            _waiting.Remove(due);
            if (due.Due > _now) _now = due.Due;
            return due;
        }
    }

    private Timer Set(TimerCallback callback, object? state, TimeSpan after)
    {
        Timer timer;
        lock (_gate)
        {
            timer = new Timer(this, callback, state, after == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : _now + after);
            if (timer.Due > Horizon || after == Timeout.InfiniteTimeSpan)
            {
                _waiting.Add(timer);
                return timer;
            }

            _now = timer.Due;
        }

        timer.GoOff();
        return timer;
    }

    private sealed class LifeTime(SimulatedTime time, ToolLife life) : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow()
        {
            life.MustLive();
            return time.Now;
        }

        public override long GetTimestamp() => GetUtcNow().Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            life.MustLive();
            return time.Set(callback, state, dueTime);
        }
    }

    private sealed class Timer(SimulatedTime time, TimerCallback callback, object? state, DateTimeOffset due) : ITimer
    {
        public DateTimeOffset Due => due;

        public void GoOff() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("timers go off once");

        public void Dispose()
        {
            lock (time._gate) time._waiting.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
