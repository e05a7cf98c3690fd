namespace Faultline.Experiments;

/// <summary>The first and the last sweep over the books, and how they came to agree.</summary>
internal sealed record SettledState(IStateReading First, IStateReading Last, Convergence Convergence);

/// <summary>
/// Waits until the state may be judged: the server's own time-out has passed, then three sweeps agree over a span
/// of at least twice the longest operation.
/// </summary>
internal sealed class Settler(IWorkload workload, IRunObserver observer, TimeProvider time)
{
    private const int AgreeingSweeps = 3;
    private static readonly TimeSpan LeastSpan = TimeSpan.FromSeconds(1);

    // The share of the last sweep's time that the next may take: its connections stand, its code is compiled.
    private const double NextOfLast = 0.75;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <param name="quiet">How long to wait before the first sweep.</param>
    /// <param name="longest">The longest operation of the load.</param>
    /// <param name="cap">When to give up on a state that goes on changing, counted from the first sweep.</param>
    /// <param name="loadEnded">Timestamp of the end of the load.</param>
    /// <param name="cancellationToken">Ends the wait with an <see cref="OperationCanceledException"/>.</param>
    public async Task<SettledState> SettleAsync(
        TimeSpan quiet, TimeSpan longest, TimeSpan cap, long loadEnded, CancellationToken cancellationToken)
    {
        if (quiet > TimeSpan.Zero)
        {
            observer.Noted($"waiting {quiet.TotalSeconds:0.0} s for requests that the services may still be working on");
            await Task.Delay(quiet, time, cancellationToken);
        }

        var span = longest * 2 > LeastSpan ? longest * 2 : LeastSpan;
        var begun = time.GetTimestamp();
        var first = await workload.SweepAsync(observer, cancellationToken);
        var last = first;
        var (sweeps, agreeing) = (1, 1);
        var agreeingSince = time.GetTimestamp();
        var took = time.GetElapsedTime(begun);
        while (agreeing < AgreeingSweeps || time.GetElapsedTime(agreeingSince) < span)
        {
            // The cap never forbids the three sweeps themselves, however long a sweep takes.
            if (time.GetElapsedTime(begun) > cap && sweeps >= AgreeingSweeps) break;
            await Task.Delay(PauseBefore(AgreeingSweeps - agreeing, span - time.GetElapsedTime(agreeingSince), took), time, cancellationToken);
            var sweepBegun = time.GetTimestamp();
            var next = await workload.SweepAsync(observer, cancellationToken);
            took = time.GetElapsedTime(sweepBegun);
            sweeps++;
            if (next.Agrees(last)) agreeing++;
            else (agreeing, agreeingSince) = (1, time.GetTimestamp());
            last = next;
            observer.Noted($"sweep {sweeps}: {agreeing} agree");
        }

        var reached = agreeing >= AgreeingSweeps && time.GetElapsedTime(agreeingSince) >= span;
        return new SettledState(
            first, last, new Convergence(time.GetElapsedTime(loadEnded).TotalSeconds, sweeps, reached, last.Unreadable));
    }

    /// <summary>
    /// The pause before the next sweep: none where the sweeps that are still needed fill the rest of the span
    /// themselves, and never more than <see cref="LongestPause"/>.
    /// </summary>
    /// <param name="missing">Sweeps that must still agree; 0 or less where only the span is not over.</param>
    /// <param name="left">What is left of the span.</param>
    /// <param name="sweep">How long the last sweep took.</param>
    internal static TimeSpan PauseBefore(int missing, TimeSpan left, TimeSpan sweep)
    {
        // A last sweep that ends a little too early costs another one, a pause only itself.
        var pause = left / Math.Max(1, missing) - sweep * NextOfLast;
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause < LongestPause ? pause : LongestPause;
    }
}
