using Faultline.Experiments;

namespace Faultline.Workloads.Shop;

/// <summary>
/// The shop's batch calls, which may be repeated: they put the same in place of what is there. But a call that got no
/// answer may still be at work, and would reset balances when the load has begun: the server's own time-out is waited for.
/// </summary>
/// <param name="time">The source of time.</param>
/// <param name="serverTimeout">How long a service may go on working on a call whose caller is gone.</param>
/// <param name="observer">Is told what is waited for.</param>
internal sealed class BatchCalls(TimeProvider time, TimeSpan serverTimeout, IRunObserver observer)
{
    private const int MostTries = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long? _lastUnanswered;

    /// <summary>Calls until it is answered.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TargetUnavailableException">It was refused, or not answered three times.</exception>
    public async Task CallAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await call(cancellationToken);
                return;
            }
            catch (TargetUnavailableException e) when (e.MayHaveBeenDone)
            {
                _lastUnanswered = time.GetTimestamp();
                if (tries == MostTries) throw;
                observer.Warned($"{e.Message}; it is asked for again");
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Moves a balance by a call that may not be repeated. Where it got no answer, what it did is looked at when it can be
    /// at work no more.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="expected">The balance after it.</param>
    /// <param name="read">Reads the balance; null where it cannot be read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TargetUnavailableException">It was refused, or nobody knows what it did.</exception>
    public async Task<long> MoveAsync(
        Func<CancellationToken, Task> call, long expected, Func<CancellationToken, Task<long?>> read, CancellationToken cancellationToken)
    {
        try
        {
            await call(cancellationToken);
            return expected;
        }
        catch (TargetUnavailableException e) when (e.MayHaveBeenDone)
        {
            _lastUnanswered = time.GetTimestamp();
            await SettleAsync(cancellationToken);
            if (await read(cancellationToken) is { } balance) return balance;
            throw;
        }
    }

    /// <summary>Waits until no call that got no answer can be at work any more.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (_lastUnanswered is not { } last) return;
        _lastUnanswered = null;
        var left = serverTimeout - time.GetElapsedTime(last);
        if (left <= TimeSpan.Zero) return;

        observer.Warned(FormattableString.Invariant($"a call that got no answer may still be at work: {left.TotalSeconds:0} s are waited before the balances are relied on (--server-timeout)"));
        await Task.Delay(left, time, cancellationToken);
    }
}
