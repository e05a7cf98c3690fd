using Faultline.Histories;
using Faultline.Load.Http;

namespace Faultline.Load;

/// <summary>
/// Runs virtual users against a system: starts them by the model, records every operation, and publishes a snapshot a
/// hundred times a second. One object serves one load.
/// </summary>
/// <param name="model">How many users, how long.</param>
/// <param name="scenario">What they do.</param>
/// <param name="recorder">Takes the operations.</param>
/// <param name="clock">Its zero is the start of the load.</param>
public sealed class LoadEngine(ClosedModel model, IScenario scenario, HistoryRecorder recorder, RunClock clock) : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly LoadMeter _meter = new(scenario.Kinds);
    private readonly GeneratorWatch _watch = new(clock);
    private readonly List<VirtualUser> _users = [];
    private readonly List<Task> _working = [];
    private readonly CancellationTokenSource _abort = new();
    private readonly ManualResetEventSlim _ended = new();
    private Exception? _fault;
    private long _invoked;
    private volatile bool _over;

    /// <summary>The state of the load, about a hundred times a second, and once after the last operation. Must return quickly.</summary>
    public event Action<LoadSnapshot>? Snapshot;

    internal ClosedModel Model => model;

    internal RunClock Clock => clock;

    internal bool IsOver => _over;

    /// <summary>Ends what is in flight; set when the wait for it is over.</summary>
    internal CancellationToken Abort => _abort.Token;

    /// <summary>Runs the load until its runtime is over and what was in flight has ended.</summary>
    /// <param name="stop">Ends it before its time; what is in flight is waited for.</param>
    /// <param name="force">Ends the wait for what is in flight.</param>
    /// <exception cref="Exception">What the scenario threw; everything recorded until then is kept.</exception>
    public async Task<LoadResult> RunAsync(CancellationToken stop, CancellationToken force)
    {
        // A thread of its own: snapshots, and with them the triggers, must not wait behind the users' work.
        await Task.Factory.StartNew(() => Grow(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var stopped = clock.Elapsed < model.Runtime;
        var length = clock.Elapsed;
        var watching = Task.Factory.StartNew(Watch, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await DrainAsync(force);
        }
        finally
        {
            _ended.Set();
            await watching;
        }

        if (_fault is { } fault) throw new InvalidOperationException($"the users' behaviour failed: {fault.Message}", fault);
        return _meter.Result(length, _watch.Health(), stopped);
    }

    /// <summary>To be called after the load has ended.</summary>
    public void Dispose()
    {
        _users.ForEach(u => u.Dispose());
        _abort.Dispose();
        _ended.Dispose();
    }

    internal long Invoke(int kind, TimeSpan intended)
    {
        if (_over) throw new OperationCanceledException("the load is over");
        _meter.Scheduled(kind, intended);
        return Interlocked.Increment(ref _invoked) - 1;
    }

    internal void Complete(VirtualUser user, long id, int kind, string key, TimeSpan intended, in HttpAnswer answer)
    {
        var operation = new RecordedOperation
        {
            Id = id,
            IntendedMicroseconds = (long)intended.TotalMicroseconds,
            SentMicroseconds = (long)clock.At(answer.SentAt).TotalMicroseconds,
            CompletedMicroseconds = (long)clock.At(answer.CompletedAt).TotalMicroseconds,
            Kind = scenario.Kinds[kind],
            Key = key,
            User = user.Number,
            Status = (short)answer.Status,
            Outcome = answer.Outcome,
            Bytes = answer.Body.Length,
            Instance = answer.Instance,
            Answer = answer.Outcome == Outcome.Ok ? "" : answer.Failure is { } failure ? recorder.Texts.Of(failure) : recorder.Texts.Of(answer.Body.Span),
        };
        recorder.Record(operation);
        _meter.Completed(kind, operation, answer.Sent);
    }

    internal void Resumed(TimeSpan late) => _watch.Resumed(late);

    /// <summary>Starts users and publishes snapshots until the load is over.</summary>
    private void Grow(CancellationToken stop)
    {
        while (clock.Elapsed < model.Runtime && !stop.IsCancellationRequested && Volatile.Read(ref _fault) is null)
        {
            for (var wanted = model.UsersAt(clock.Elapsed); _users.Count < wanted;)
            {
                var user = new VirtualUser(this, _users.Count, model.Seed);
                _users.Add(user);
                _meter.UserStarted();
                _working.Add(Task.Run(() => WorkAsync(user), CancellationToken.None));
            }

            Publish();
            stop.WaitHandle.WaitOne(Tick);
        }

        _over = true;
        foreach (var user in _users) user.Wake();
    }

    /// <summary>Publishes snapshots while what was in flight ends, and the last one after that.</summary>
    private void Watch()
    {
        while (!_ended.Wait(Tick)) Publish();
        Publish();
    }

    private void Publish() => Snapshot?.Invoke(_meter.Snapshot(clock.Elapsed));

    private async Task WorkAsync(VirtualUser user)
    {
        try
        {
            var pause = scenario.StartDelay(user.Random);
            while (await user.WaitAsync(pause))
            {
                await scenario.IterateAsync(user);
                pause = scenario.Pause(user.Random);
            }
        }
        catch (OperationCanceledException) when (_over)
        {
            // The load ended in the middle of an iteration.
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref _fault, e, null);
        }
    }

    private async Task DrainAsync(CancellationToken force)
    {
        var drained = Task.WhenAll(_working);
        using (var giveUp = CancellationTokenSource.CreateLinkedTokenSource(force))
        {
            await Task.WhenAny(drained, Task.Delay(model.DrainTimeout, clock.Time, giveUp.Token));
            await giveUp.CancelAsync();
        }

        await _abort.CancelAsync();
        await drained;
    }
}
