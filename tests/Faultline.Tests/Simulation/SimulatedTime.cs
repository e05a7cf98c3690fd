namespace Faultline.Tests.Simulation;

/// <summary>
/// A clock on which time passes by being waited for: a timer goes off as it is made, and only those beyond the
/// <see cref="Horizon"/> wait for it to move.
/// </summary>
internal sealed class SimulatedTime
{
    // The longest that an order under way waits for, between its beginning and its confirmation.
    private static readonly TimeSpan ShortWait = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly List<Timer> _waiting = [];
    private bool _shortWaitsPass;
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
    /// <param name="horizon">Until when.</param>
    /// <param name="shortWaitsPass">
    /// Whether from then on what an order under way waits for goes off beyond the horizon too. Whoever waits for such an order
    /// while it waits for the clock would wait for ever.
    /// </param>
    public void AdvanceTo(DateTimeOffset horizon, bool shortWaitsPass = false)
    {
        lock (_gate) (Horizon, _shortWaitsPass) = (horizon, shortWaitsPass);
        while (Next() is { } due) due.GoOff();
    }

    /// <summary>Whoever still waits finds itself dead, and keeps nobody waiting.</summary>
    public void ToolDied()
    {
        Timer[] left;
        lock (_gate)
        {
            left = [.. _waiting];
            _waiting.Clear();
            Horizon = DateTimeOffset.MaxValue;
        }

        // On threads of their own: they may take locks that are held where the tool dies.
        foreach (var timer in left) ThreadPool.UnsafeQueueUserWorkItem(static timer => timer.GoOff(), timer, preferLocal: false);
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
            if ((timer.Due > Horizon && !(_shortWaitsPass && after <= ShortWait)) || after == Timeout.InfiniteTimeSpan)
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
