namespace Faultline.Load;

/// <summary>The virtual users of a run: starts them by the load's model and lets them live until the load ends.</summary>
internal sealed class UserPool : IDisposable
{
    private readonly LoadPlan _plan;
    private readonly IScenario _scenario;
    private readonly Invocations _invocations;
    private readonly Tally _tally;
    private readonly TimeProvider _time;
    private readonly Action<Exception> _fail;
    private readonly TimerQueue _timers;
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _started;
    private int _present;

    /// <summary>Users who tell <paramref name="fail"/> what a scenario or the model throws.</summary>
    public UserPool(
        LoadPlan plan,
        IScenario scenario,
        Invocations invocations,
        Tally tally,
        TimeProvider time,
        Action<Exception> fail)
    {
        _plan = plan;
        _scenario = scenario;
        _invocations = invocations;
        _tally = tally;
        _time = time;
        _fail = fail;
        _timers = new TimerQueue(time);
    }

    /// <summary>Users started so far.</summary>
    public int Started => Volatile.Read(ref _started);

    /// <summary>Completes when no user is left and none will come.</summary>
    public Task Empty => _empty.Task;

    /// <summary>Starts the first user now, and the others as the model says.</summary>
    public void Start()
    {
        _present = 1;
        Run(SpawnAsync);
    }

    /// <summary>Wakes all users that wait: those who think leave, and nobody comes any more.</summary>
    public void Stop() => _timers.Close();

    /// <inheritdoc/>
    public void Dispose() => _timers.Dispose();

    private static void Run(Func<Task> life) => ThreadPool.UnsafeQueueUserWorkItem(
        static life => _ = life(), life, preferLocal: false);

    private async Task SpawnAsync()
    {
        var origin = _time.GetTimestamp();
        var wakeup = new Wakeup(_timers);
        try
        {
            for (var number = 0; _plan.Model.StartOf(number) is { } after; number++)
            {
                var start = origin + Ticks(after);
                if (!await wakeup.UntilAsync(start)) break;
                var user = new VirtualUser(number, _plan.Seed, _invocations);
                Interlocked.Increment(ref _present);
                Interlocked.Increment(ref _started);
                Run(() => LiveAsync(user, start));
            }
        }
#pragma warning disable CA1031 // Whatever a model throws ends the run, which throws it again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _fail(e);
        }
        finally
        {
            Leave();
        }
    }

    private async Task LiveAsync(VirtualUser user, long start)
    {
        var wakeup = user.Wakeup = new Wakeup(_timers);
        try
        {
            var due = start + Ticks(_scenario.StartDelay(user.Random));
            while (!user.HasLeft)
            {
                var wait = wakeup.UntilAsync(due);
                var waited = !wait.IsCompleted;
                if (!await wait)
                    break;
                if (waited)
                    _tally.Here.Resume(_time.GetElapsedTime(due));
                user.Intend(due);
                await _scenario.IterateAsync(user);
                due = _time.GetTimestamp() + Ticks(_scenario.Pause(user.Random));
            }
        }
        catch (OperationCanceledException) when (_invocations.Stopped)
        {
            // The load has ended in the midst of an iteration.
        }
#pragma warning disable CA1031 // Whatever a scenario throws ends the run, which throws it again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _fail(e);
        }
        finally
        {
            Leave();
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _present) == 0)
            _empty.TrySetResult();
    }

    private long Ticks(TimeSpan duration) => (long)(duration.TotalSeconds * _time.TimestampFrequency);
}
