using System.Globalization;
using Faultline.Histories;

namespace Faultline.Experiments.Phases;

/// <summary>
/// Reads the state after a load until it stands still: everything once, then what may still move, and everything again
/// only if that moved. Two passes that agree over the span suffice.
/// </summary>
/// <remarks>
/// The cap bounds waiting, not reading: pauses count, and passes that found the state moving. A pass that confirms takes
/// as long as it takes, so that a large state on a slow system is judged all the same.
/// </remarks>
internal sealed class ConvergenceMonitor(ILoadedWorkload workload, RunClock clock, IRunObserver observer, SettleLimits limits)
{
    // The share of the last pass's time that the next may take: its connections stand, its code is compiled.
    private const double NextOfLast = 0.75;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private TimeSpan _waited;
    private TimeSpan _lastChange = limits.QuietSince;
    private TimeSpan _took;
    private bool _movedSinceFull;
    private int _read;
    private int _readAgain;
    private int _unreadable;
    private int _passes;

    /// <summary>Two passes agreed, and nothing was found moving since.</summary>
    public bool Reached { get; private set; }

    /// <summary>How the state came to rest so far.</summary>
    public Convergence Convergence => new((clock.Elapsed - limits.QuietSince).TotalSeconds, _passes, Reached, _unreadable)
    {
        Read = _read,
        ReadAgain = _readAgain,
        WaitedSeconds = _waited.TotalSeconds,
    };

    /// <summary>Waits until everything was quiet long enough, and reads until the state stands still or the cap is reached.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        await QuietAsync(cancellationToken);
        await PassAsync(StateScope.Everything, cancellationToken);
        await AgreeAsync(clock.Elapsed, StateScope.MayStillMove, cancellationToken);
    }

    /// <summary>
    /// Reads everything once more if some of it was found moving since all of it was last read. True where that showed
    /// a change, so that what was judged before no longer holds.
    /// </summary>
    public async Task<bool> MovedElsewhereAsync(CancellationToken cancellationToken)
    {
        if (!_movedSinceFull) return false;

        var changed = (await PassAsync(StateScope.Everything, cancellationToken)).Changed > 0;
        if (changed) await AgreeAsync(clock.Elapsed, StateScope.Everything, cancellationToken);
        return changed;
    }

    /// <summary>
    /// Reads accounts again and again until one has changed (true), or until all of them have stood still for the
    /// server's time-out, and for what may come after the answer, since the last operation and the last change (false). At the cap the state counts as moving.
    /// </summary>
    public async Task<bool> MovesAsync(IReadOnlySet<string> accounts, CancellationToken cancellationToken)
    {
        while (true)
        {
            var begun = clock.Elapsed;
            var pass = await PassAsync(StateScope.Of(accounts), cancellationToken);
            if (pass.Changed > 0)
            {
                if (CapReached()) return Reached = false;
                // Not at once: each change is followed by an audit.
                await PauseAsync(Poll, cancellationToken);
                return true;
            }

            var left = _lastChange + limits.StandStill - begun;
            if (left <= TimeSpan.Zero) return false;
            if (CapReached()) return Reached = false;
            observer.Progressed(
                $"what is accused is read again until it has stood still for {Seconds(limits.StandStill)}",
                (long)(limits.StandStill - left).TotalSeconds, (long)Math.Ceiling(limits.StandStill.TotalSeconds));
            await PauseAsync(left < Poll ? left : Poll, cancellationToken);
        }
    }

    /// <summary>The pause before the next pass, so that it ends when the span does.</summary>
    /// <param name="left">What is left of the span.</param>
    /// <param name="pass">How long the last pass took.</param>
    internal static TimeSpan PauseBefore(TimeSpan left, TimeSpan pass)
    {
        // A pass that ends a little too early costs another one, a pause only itself.
        var pause = left - pass * NextOfLast;
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause;
    }

    private async Task QuietAsync(CancellationToken cancellationToken)
    {
        for (var left = Left(); left > TimeSpan.Zero; left = Left())
        {
            observer.Progressed("waiting for what the services may still be working on", (long)(limits.Quiet - left).TotalSeconds, (long)Math.Ceiling(limits.Quiet.TotalSeconds));
            await Task.Delay(left < Poll ? left : Poll, clock.Time, cancellationToken);
        }

        TimeSpan Left() => limits.QuietSince + limits.Quiet - clock.Elapsed;
    }

    /// <summary>
    /// Reads until a pass agrees with what was read before, over the span since <paramref name="since"/>, the end of the
    /// pass before.
    /// </summary>
    private async Task AgreeAsync(TimeSpan since, StateScope scope, CancellationToken cancellationToken)
    {
        while (true)
        {
            await PauseAsync(PauseBefore(since + limits.Span - clock.Elapsed, scope.All ? _took : TimeSpan.Zero), cancellationToken);
            var pass = await PassAsync(scope, cancellationToken);
            if (pass.Changed > 0)
            {
                (since, scope) = (clock.Elapsed, StateScope.Everything);
            }
            else if (clock.Elapsed - since >= limits.Span)
            {
                Reached = true;
                return;
            }

            if (CapReached())
            {
                Reached = false;
                return;
            }
        }
    }

    private async Task<StatePass> PassAsync(StateScope scope, CancellationToken cancellationToken)
    {
        var begun = clock.Elapsed;
        var pass = await workload.ReadStateAsync(scope, clock, observer, cancellationToken);
        var took = clock.Elapsed - begun;
        _passes++;
        if (_passes == 1) _read = pass.Read;
        else _readAgain += pass.Read;
        _unreadable = pass.Unreadable;
        if (scope.All) _took = took;
        if (pass.Changed > 0)
        {
            _waited += took;
            _lastChange = clock.Elapsed;
        }

        _movedSinceFull = scope.All ? pass.Changed > 0 : _movedSinceFull || pass.Changed > 0;
        observer.Noted(string.Create(
            CultureInfo.InvariantCulture, $"pass {_passes}: {pass.Read} read, {pass.Changed} changed, {pass.Unreadable} unreadable"));
        return pass;
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        if (pause <= TimeSpan.Zero) return;
        _waited += pause;
        await Task.Delay(pause, clock.Time, cancellationToken);
    }

    private bool CapReached() => _waited > limits.LongestWait;

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");
}
