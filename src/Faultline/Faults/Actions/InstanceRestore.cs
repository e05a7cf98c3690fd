using Faultline.Hosting;

namespace Faultline.Faults.Actions;

/// <summary>Brings an instance back: starts it if it does not run, verifies that it does, waits until it serves.</summary>
internal sealed class InstanceRestore
{
    private static readonly TimeSpan ReadyPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StartRetry = TimeSpan.FromMilliseconds(250);

    // What cannot be started costs a start each time it is tried.
    private static readonly TimeSpan LongestStartRetry = TimeSpan.FromSeconds(2);

    // An instance that ends again while it is waited for is started again: looked at once a second.
    private const int PollsPerLook = 20;

    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(1);

    private readonly InstanceId _instance;
    private readonly RestoreRequest _request;
    private readonly long _begin;
    private int _starts;
    private long _startedAt;
    private bool _running;
    private string? _trouble;

    private InstanceRestore(InstanceId instance, RestoreRequest request) =>
        (_instance, _request, _begin) = (instance, request, request.Time.GetTimestamp());

    private bool Over => _request.Cap != Timeout.InfiniteTimeSpan && _request.Time.GetElapsedTime(_begin) >= _request.Cap;

    // Never less than a moment, so that the last try has a chance.
    private TimeSpan Left
    {
        get
        {
            if (_request.Cap == Timeout.InfiniteTimeSpan) return _request.Cap;

            var left = _request.Cap - _request.Time.GetElapsedTime(_begin);
            return left > StartRetry ? left : StartRetry;
        }
    }

    /// <summary>Tries until it is ready, the cap is reached or the caller wants no more.</summary>
    public static Task<RestoreResult> RunAsync(InstanceId instance, RestoreRequest request) => new InstanceRestore(instance, request).RunAsync();

    private async Task<RestoreResult> RunAsync()
    {
        var retry = StartRetry;
        for (var poll = 0; ; poll++)
        {
            try
            {
                if (await TryAsync(looks: !_running || poll % PollsPerLook == 0, isTimeToLook: poll % PollsPerLook == 0) is { } result) return result;
            }
            catch (OperationCanceledException) when (_request.StopWaiting.IsCancellationRequested)
            {
            }
            catch (TimeoutException)
            {
                Note("the host did not answer");
            }
            catch (Exception e)
            {
                Note(e.Message);
            }

            var stop = _running ? _request.StopWaiting : _request.StopStarting;
            if (stop.IsCancellationRequested || Over) return new RestoreResult(_running ? RestoreOutcome.NotReady : RestoreOutcome.NotStarted, _trouble);

            var pause = _running ? ReadyPoll : retry;
            if (!_running) retry = retry * 2 < LongestStartRetry ? retry * 2 : LongestStartRetry;
            await Task.Delay(pause, _request.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<RestoreResult?> TryAsync(bool looks, bool isTimeToLook)
    {
        if (looks && await LookAsync() is { } result) return result;

        // What did not serve before proves no more than that it runs still, a while after its start.
        if (_running && !_request.MustServe && (_starts == 0 || (_request.Time.GetElapsedTime(_startedAt) >= Steady && isTimeToLook)))
            return new RestoreResult(RestoreOutcome.Ready, null);

        if (!_running || !_request.MustServe || _request.StopWaiting.IsCancellationRequested) return null;

        var check = await _request.Host.CheckReadyAsync(_instance, _request.StopWaiting).WaitAsync(Left, _request.Time, _request.StopWaiting);
        if (check.IsReady) return new RestoreResult(RestoreOutcome.Ready, null);

        _trouble = check.Why;
        return null;
    }

    /// <summary>Looks whether it runs, and starts it where it does not; a result where there is nothing more to be tried.</summary>
    private async Task<RestoreResult?> LookAsync()
    {
        var wasRunning = _running;
        _running = false;
        var (there, other) = await FindAsync();
        if (there is null) return new RestoreResult(RestoreOutcome.Gone, other ? "another has its name now" : null);

        var state = there.State;
        if (state is not InstanceState.Running and not InstanceState.Restarting)
        {
            if (_starts == _request.MostStarts)
                return there.ExitCode == 0 ? new RestoreResult(RestoreOutcome.Finished, null) : new RestoreResult(RestoreOutcome.NotStarted, "it ends by itself");

            await _request.Host.StartAsync(_instance, CancellationToken.None).WaitAsync(Left, _request.Time, CancellationToken.None);
            _starts++;
            _startedAt = _request.Time.GetTimestamp();
            _request.Started(false);
            wasRunning = true;
            state = (await FindAsync()).There?.State ?? InstanceState.Exited;
        }

        _running = state == InstanceState.Running;
        if (_running && !wasRunning) _request.Started(true);
        if (_running) _trouble = null;
        else Note($"it is {state.ToString().ToLowerInvariant()}");
        return null;
    }

    /// <summary>The instance, and whether another of its name is there instead.</summary>
    private async Task<(ServiceInstance? There, bool Other)> FindAsync()
    {
        var all = await _request.Host.ListAsync(CancellationToken.None).WaitAsync(Left, _request.Time, CancellationToken.None);
        return (all.FirstOrDefault(i => i.Id == _instance), all.Any(i => i.Id.Value == _instance.Value));
    }

    private void Note(string message)
    {
        if (message == _trouble) return;

        _trouble = message;
        _request.Trouble(message);
    }
}
