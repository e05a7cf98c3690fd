using System.Threading.Tasks.Sources;

namespace Faultline.Load;

/// <summary>Lets one user wait on an <see cref="TimerQueue"/> again and again without allocating.</summary>
internal sealed class Wakeup(TimerQueue queue) : IValueTaskSource<bool>
{
    // Continuations run elsewhere: one user's work must not delay the users due after it.
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };

    /// <summary>True at the timestamp <paramref name="due"/>, at once if it has passed; false when the queue closes.</summary>
    public ValueTask<bool> UntilAsync(long due)
    {
        _core.Reset();
        queue.Add(this, due);
        return new ValueTask<bool>(this, _core.Version);
    }

    /// <summary>Ends the wait.</summary>
    public void Signal(bool due) => _core.SetResult(due);

    /// <inheritdoc/>
    public bool GetResult(short token) => _core.GetResult(token);

    /// <inheritdoc/>
    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    /// <inheritdoc/>
    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
