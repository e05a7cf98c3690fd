using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Faultline.Load.Http;

namespace Faultline.Load;

/// <summary>One simulated user. Its waiting is one timer and no thread.</summary>
public sealed class VirtualUser : IValueTaskSource<bool>, IDisposable
{
    private readonly LoadEngine _engine;
    private readonly ITimer _timer;
    private ManualResetValueTaskSourceCore<bool> _wait;
    private int _waiting;
    private TimeSpan _intended;

    internal VirtualUser(LoadEngine engine, int number, int seed)
    {
        _engine = engine;
        Number = number;
        Random = new Random(SeedOf(seed, number));
        _timer = engine.Clock.Time.CreateTimer(static user => ((VirtualUser)user!).EndWait(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>From 0, in the order of their start.</summary>
    public int Number { get; }

    /// <summary>Its own source of random choices, which follows from the run's seed and its number.</summary>
    public Random Random { get; }

    /// <summary>Whether the load is over, so that no further request will be sent.</summary>
    public bool IsStopping => _engine.IsOver;

    /// <summary>Sends a request and records what became of it.</summary>
    /// <param name="kind">Index into <see cref="IScenario.Kinds"/>.</param>
    /// <param name="key">The entity it is about, or empty.</param>
    /// <param name="target">Where to.</param>
    /// <param name="verb">GET or POST.</param>
    /// <param name="path">Path, escaped.</param>
    /// <exception cref="OperationCanceledException">The load is over; nothing was sent.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<HttpAnswer> SendAsync(int kind, string key, HttpTarget target, HttpVerb verb, string path)
    {
        var id = _engine.Invoke(kind, _intended);
        var answer = await target.SendAsync(verb, path, _engine.Model.OperationTimeout, _engine.Abort);
        _engine.Complete(this, id, kind, key, _intended, answer);
        _intended = _engine.Clock.Elapsed;
        return answer;
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    /// <summary>Waits; the next request is intended for the end of the wait. False where the load is over.</summary>
    internal async ValueTask<bool> WaitAsync(TimeSpan pause)
    {
        var due = _engine.Clock.Elapsed + pause;
        _wait.Reset();
        Volatile.Write(ref _waiting, 1);
        _timer.Change(pause, Timeout.InfiniteTimeSpan);
        // The load may have ended between the last look and the start of the wait.
        if (_engine.IsOver) Wake();
        await new ValueTask<bool>(this, _wait.Version);
        if (_engine.IsOver) return false;
        _intended = due;
        _engine.Resumed(_engine.Clock.Elapsed - due);
        return true;
    }

    /// <summary>Ends a wait before its time.</summary>
    internal void Wake() => _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);

    bool IValueTaskSource<bool>.GetResult(short token) => _wait.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);

    private void EndWait()
    {
        if (Interlocked.Exchange(ref _waiting, 0) == 1) _wait.SetResult(true);
    }

    /// <summary>The finaliser of SplitMix64: neighbouring numbers give sequences that have nothing to do with each other.</summary>
    private static int SeedOf(int seed, int number)
    {
        var z = unchecked(((ulong)(uint)seed << 32 | (uint)number) + 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return unchecked((int)(z ^ (z >> 31)));
    }
}
