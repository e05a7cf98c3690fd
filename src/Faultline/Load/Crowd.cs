namespace Faultline.Load;

/// <summary>The virtual users of a run: starts them by the model and lets them live until the load ends.</summary>
internal sealed class Crowd : IDisposable
{
    private readonly ClosedModel _model;
    private readonly IScenario _scenario;
    private readonly Invocations _invocations;
    private readonly Tally _tally;
    private readonly TimeProvider _time;
    private readonly Action<Exception> _fail;
    private readonly Agenda _agenda;
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _started;
    private int _present;

    /// <summary>Users who tell <paramref name="fail"/> what a scenario throws.</summary>
    public Crowd(
        ClosedModel model,
        IScenario scenario,
        Invocations invocations,
        Tally tally,
        TimeProvider time,
        Action<Exception> fail)
    {
        _model = model;
        _scenario = scenario;
        _invocations = invocations;
        _tally = tally;
        _time = time;
        _fail = fail;
        _agenda = new Agenda(time);
    }

    /// <summary>Users started so far.</summary>
    public int Started => Volatile.Read(ref _started);

    /// <summary>Completes when no user is left and none will come.</summary>
    public Task Gone => _gone.Task;

    /// <summary>Starts the first user now, and the others as the model says.</summary>
    public void Start()
    {
        _present = 1;
        Run(SpawnAsync);
    }

    /// <summary>Wakes all users that wait: those who think leave, and nobody comes any more.</summary>
    public void Dismiss() => _agenda.Close();

    /// <inheritdoc/>
    public void Dispose() => _agenda.Dispose();

    private static void Run(Func<Task> life) => ThreadPool.UnsafeQueueUserWorkItem(
        static life => _ = life(), life, preferLocal: false);

    private async Task SpawnAsync()
    {
        var origin = _time.GetTimestamp();
        var wakeup = new Wakeup(_agenda);
        for (var number = 0; number < _model.Users; number++)
        {
            var start = origin + Ticks(_model.StartOf(number));
            if (!await wakeup.UntilAsync(start))
                break;
            var user = new VirtualUser(number, _model.Seed, _invocations);
            Interlocked.Increment(ref _present);
            Interlocked.Increment(ref _started);
            Run(() => LiveAsync(user, start));
        }
        Leave();
    }

    private async Task LiveAsync(VirtualUser user, long start)
    {
        var wakeup = user.Wakeup = new Wakeup(_agenda);
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
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _fail(exception);
        }
        Leave();
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _present) == 0)
            _gone.TrySetResult();
    }

    private long Ticks(TimeSpan duration) => (long)(duration.TotalSeconds * _time.TimestampFrequency);
}
