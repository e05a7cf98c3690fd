using System.Net.Sockets;

namespace Faultline.Load.Http;

/// <summary>What cut an exchange short.</summary>
internal enum ExchangeInterruption
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Its deadline passed.</summary>
    TimedOut,

    /// <summary>Its token was cancelled, or its target closed.</summary>
    Cancelled,
}

/// <summary>
/// Ends the exchange on a socket at its deadline or on cancellation, by closing the socket. Exchanges follow one
/// another by the thousand and nearly none is cut short, so an exchange costs no timer and no registration: the
/// timer is left running towards the deadline of an earlier exchange and looks again when it fires, and the
/// registration stays as long as the token is the same.
/// </summary>
internal sealed class ExchangeWatch : IDisposable
{
    private const long Idle = 0;
    private const long Busy = 3;
    private const long ConditionBits = 3;
    private const long NextExchange = 4;
    private const long Unarmed = long.MaxValue;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly Lock _arming = new();
    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private CancellationToken _token;
    private CancellationTokenRegistration _registration;
    private long _deadline;
    private long _firesAt = Unarmed;

    // Number of the exchange above, condition (idle, interrupted by, busy) in the lowest two bits: a timer that
    // fires late compares the whole and so cannot hit the exchange after the one it looked at.
    private long _state;

    /// <summary>Watches over <paramref name="socket"/>, which it closes to interrupt.</summary>
    public ExchangeWatch(Socket socket, TimeProvider time)
    {
        _socket = socket;
        _time = time;
        _timer = time.CreateTimer(
            static watch => ((ExchangeWatch)watch!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What cut the present exchange short, if anything did.</summary>
    public ExchangeInterruption ExchangeInterruption => (Volatile.Read(ref _state) & ConditionBits) switch
    {
        (long)ExchangeInterruption.TimedOut => ExchangeInterruption.TimedOut,
        (long)ExchangeInterruption.Cancelled => ExchangeInterruption.Cancelled,
        _ => ExchangeInterruption.None,
    };

    /// <summary>Starts watching an exchange that must end by <paramref name="deadline"/> (a timestamp).</summary>
    public void Begin(long deadline, CancellationToken cancellation)
    {
        _deadline = deadline;
        Interlocked.Exchange(ref _state, ((_state & ~ConditionBits) + NextExchange) | Busy);
        if (Volatile.Read(ref _firesAt) > deadline)
        {
            lock (_arming)
                Arm(deadline);
        }
        if (cancellation != _token)
        {
            _registration.Dispose();
            _token = cancellation;
            _registration = cancellation.UnsafeRegister(
                static watch => ((ExchangeWatch)watch!).Interrupt(ExchangeInterruption.Cancelled), this);
        }
        else if (cancellation.IsCancellationRequested)
        {
            Interrupt(ExchangeInterruption.Cancelled);
        }
    }

    /// <summary>Stops watching. False if the exchange was interrupted: the socket is closed.</summary>
    public bool End()
    {
        var state = Volatile.Read(ref _state);
        return (state & ConditionBits) == Busy
            && Interlocked.CompareExchange(ref _state, (state & ~ConditionBits) | Idle, state) == state;
    }

    /// <summary>Cuts the present exchange short, if there is one.</summary>
    public void Interrupt(ExchangeInterruption why) => Interrupt(why, Volatile.Read(ref _state));

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        _registration.Unregister();
    }

    private void Interrupt(ExchangeInterruption why, long seen)
    {
        if ((seen & ConditionBits) == Busy
            && Interlocked.CompareExchange(ref _state, (seen & ~ConditionBits) | (long)why, seen) == seen)
            _socket.Dispose();
    }

    private void Fire()
    {
        lock (_arming)
        {
            Interlocked.Exchange(ref _firesAt, Unarmed);
            var seen = Volatile.Read(ref _state);
            var deadline = Volatile.Read(ref _deadline);
            if ((seen & ConditionBits) != Busy)
                return;
            if (_time.GetTimestamp() >= deadline)
                Interrupt(ExchangeInterruption.TimedOut, seen);
            else
                Arm(deadline);
        }
    }

    private void Arm(long deadline)
    {
        if (deadline == Unarmed)
            return;
        var delay = _time.GetElapsedTime(_time.GetTimestamp(), deadline);
        // Rounded up: timers count in milliseconds, and one that fires early has to be set again.
        delay = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, delay.TotalMilliseconds)));
        Volatile.Write(ref _firesAt, deadline);
        _timer.Change(delay < LongestDelay ? delay : LongestDelay, Timeout.InfiniteTimeSpan);
    }
}
