namespace Faultline.Load;

/// <summary>All waits of a run, by the time at which they are due: one heap and one timer, however many users wait.</summary>
internal sealed class TimerQueue : IDisposable
{
    private const double ResolutionMs = 5;
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Wakeup, long> _waits = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _timerDue = long.MaxValue;
    private bool _closed;

    /// <summary>A queue by this clock.</summary>
    public TimerQueue(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(
            static queue => ((TimerQueue)queue!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Signals <paramref name="wakeup"/> at the timestamp <paramref name="due"/>, or when the queue closes.</summary>
    public void Add(Wakeup wakeup, long due)
    {
        var now = _time.GetTimestamp();
        lock (_gate)
        {
            if (!_closed && due > now)
            {
                _waits.Enqueue(wakeup, due);
                if (due < _timerDue)
                    SetTimer(due, now);
                return;
            }
        }
        wakeup.Signal(!Volatile.Read(ref _closed));
    }

    /// <summary>Ends all waits, present and to come.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            while (_waits.TryDequeue(out var wakeup, out _))
                wakeup.Signal(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _timer.Dispose();
    }

    private void Fire()
    {
        lock (_gate)
        {
            _timerDue = long.MaxValue;
            var now = _time.GetTimestamp();
            while (_waits.TryPeek(out var wakeup, out var due))
            {
                if (due > now)
                {
                    SetTimer(due, now);
                    return;
                }
                _waits.Dequeue();
                wakeup.Signal(true);
            }
        }
    }

    private void SetTimer(long due, long now)
    {
        _timerDue = due;
        // Rounded up: waits that end within the same few milliseconds share one waking of a thread, which costs more
        // than what most of them have to do.
        var delay = Math.Ceiling(_time.GetElapsedTime(now, due).TotalMilliseconds / ResolutionMs) * ResolutionMs;
        _timer.Change(
            TimeSpan.FromMilliseconds(Math.Min(delay, TimeSpan.MillisecondsPerDay)), Timeout.InfiniteTimeSpan);
    }
}
