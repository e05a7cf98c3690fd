using System.Runtime.ExceptionServices;
using Faultline.Histories;

namespace Faultline.Load;

/// <summary>Runs the users of a load against a system, and records every operation of theirs.</summary>
public sealed class LoadEngine(LoadPlan plan, IScenario scenario, HistoryRecorder recorder, RunClock clock)
{
    private static readonly TimeSpan SnapshotInterval = TimeSpan.FromMilliseconds(10);

    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _failure;
    private int _runs;

    /// <summary>Hides secrets in the answers that the history keeps.</summary>
    internal Redaction Redaction { get; init; } = Redaction.None;

    /// <summary>
    /// The state of the load, every 10 ms and once more when it has ended, with the final figures. Subscribers are
    /// called one after the other, and hold up the next snapshot, not the load. What one throws ends the run.
    /// </summary>
    public event Action<LoadSnapshot>? Snapshot;

    /// <summary>
    /// Runs the load for its runtime, or until all users have left. Then no new requests are sent, those in flight are awaited for the drain
    /// time-out and what is left is given up, which makes it unknown.
    /// </summary>
    /// <param name="stop">Ends the runtime early.</param>
    /// <param name="force">Ends the runtime early, and the drain too.</param>
    /// <exception cref="ArgumentOutOfRangeException">A figure of the plan is out of its range.</exception>
    /// <exception cref="InvalidOperationException">It ran already: an engine runs once.</exception>
    /// <remarks>Throws what the scenario, the model or a subscriber threw, after the drain.</remarks>
    public async Task<LoadResult> RunAsync(CancellationToken stop, CancellationToken force)
    {
        plan.Validate();
        if (Interlocked.Increment(ref _runs) > 1)
            throw new InvalidOperationException("the engine ran already");
        var tally = new Tally(scenario.Kinds);
        using var invocations = new Invocations(scenario.Kinds, plan.OperationTimeout, recorder, clock, tally) { Redaction = Redaction };
        using var users = new UserPool(plan, scenario, invocations, tally, clock.Time, Fail);
        var readings = new Readings(clock, users, invocations, tally);
        var gauge = new GeneratorGauge();
        var start = clock.Elapsed;

        using var ticks = new PeriodicTimer(SnapshotInterval, clock.Time);
        var publishing = Task.Run(() => PublishAsync(ticks, readings), CancellationToken.None);
        users.Start();
        var stopped = await EndAsync(users, stop, force);
        invocations.Stop();
        users.Stop();
        var length = clock.Elapsed - start;
        await DrainAsync(users, invocations, force);

        ticks.Dispose();
        await publishing;
        Publish(readings);
        if (_failure is not null)
            ExceptionDispatchInfo.Throw(_failure);
        var (totals, byKind) = tally.Totals(length);
        var health = gauge.Read(clock.Elapsed - start, tally.Lags());
        return new LoadResult(totals, byKind, health, readings.Timeline(), stopped);
    }

    private async Task<bool> EndAsync(UserPool users, CancellationToken stop, CancellationToken force)
    {
        using var stopping = stop.UnsafeRegister(End, _end);
        using var forcing = force.UnsafeRegister(End, _end);
        try
        {
            await Task.WhenAny(_end.Task, users.Empty).WaitAsync(plan.Runtime, clock.Time, CancellationToken.None);
            return _end.Task.IsCompleted;
        }
        catch (TimeoutException)
        {
            return false;
        }

        static void End(object? end) => ((TaskCompletionSource)end!).TrySetResult();
    }

    private async Task DrainAsync(UserPool users, Invocations invocations, CancellationToken force)
    {
        try
        {
            await users.Empty.WaitAsync(plan.DrainTimeout, clock.Time, force);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            invocations.GiveUp();
            await users.Empty;
        }
    }

    private async Task PublishAsync(PeriodicTimer ticks, Readings readings)
    {
        while (await ticks.WaitForNextTickAsync())
            Publish(readings);
    }

    private void Publish(Readings readings)
    {
        var snapshot = readings.Read();
        try
        {
            Snapshot?.Invoke(snapshot);
        }
#pragma warning disable CA1031 // Whatever a subscriber throws ends the run, which throws it again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
    }

    private void Fail(Exception exception)
    {
        Interlocked.CompareExchange(ref _failure, exception, null);
        _end.TrySetResult();
    }
}
