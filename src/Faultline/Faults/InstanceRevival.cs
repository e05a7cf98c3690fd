using System.Globalization;
using Faultline.Hosting;

namespace Faultline.Faults;

/// <summary>How bringing an instance back ended.</summary>
internal enum RevivalEnd
{
    /// <summary>It runs and says that it serves.</summary>
    Ready,

    /// <summary>It runs, and did not say in time that it serves.</summary>
    NotReady,

    /// <summary>It does not run.</summary>
    NotStarted,

    /// <summary>Its host does not know it any more.</summary>
    Gone,
}

/// <summary>How it ended, and the last thing that stood in the way.</summary>
internal sealed record Revival(RevivalEnd End, string? Trouble)
{
    /// <summary>Whether there is nothing left that starting it could undo.</summary>
    public bool IsUndone => End != RevivalEnd.NotStarted;

    /// <summary>What a reader must know, or null where the instance is ready.</summary>
    public string? Failure(InstanceId instance, TimeSpan cap, bool cutShort)
    {
        var because = Trouble is null ? "" : $" ({Trouble.TrimEnd('.')})";
        var within = cap == Timeout.InfiniteTimeSpan ? "" : string.Create(CultureInfo.InvariantCulture, $" within {cap.TotalSeconds:0.#} s");
        return End switch
        {
            RevivalEnd.Ready => null,
            RevivalEnd.NotReady when cutShort => $"{instance} was started, but its readiness was not waited for.",
            RevivalEnd.NotReady => $"{instance} was started, but did not say{within} that it is ready{because}.",
            RevivalEnd.Gone => $"{instance} does not exist any more and cannot be brought back.",
            _ => $"{instance} could not be started again{within}{because}. Next: faultline services heal",
        };
    }
}

/// <summary>Brings an instance back: starts it if it does not run, verifies that it does, waits until it serves.</summary>
internal sealed class InstanceRevival(IServiceHost host, TimeProvider time)
{
    private static readonly TimeSpan ReadyPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StartRetry = TimeSpan.FromMilliseconds(250);

    // An instance that ends again while it is waited for is started again: looked at once a second.
    private const int PollsPerLook = 20;

    /// <summary>Tries until it is ready, the cap is reached or the caller wants no more.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="cap">How long at most.</param>
    /// <param name="started">Told whenever a start is confirmed, or with true that it ran without one.</param>
    /// <param name="trouble">Told what stands in the way, whenever that changes.</param>
    /// <param name="stopStarting">Ends further tries to start it; one is always made.</param>
    /// <param name="stopWaiting">Ends the waiting for readiness.</param>
    /// <param name="mostStarts">How often it is started; what ends again after that is left alone.</param>
    public async Task<Revival> RunAsync(
        InstanceId instance,
        TimeSpan cap,
        Action<bool> started,
        Action<string> trouble,
        CancellationToken stopStarting,
        CancellationToken stopWaiting,
        int mostStarts = int.MaxValue)
    {
        var starts = 0;
        var begin = time.GetTimestamp();
        var running = false;
        string? last = null;
        for (var poll = 0; ; poll++)
        {
            try
            {
                if (!running || poll % PollsPerLook == 0)
                {
                    var wasRunning = running;
                    running = false;
                    if (await StateAsync(instance, Left(begin, cap)) is not { } state) return new Revival(RevivalEnd.Gone, null);

                    if (state is not InstanceState.Running and not InstanceState.Restarting)
                    {
                        if (starts == mostStarts) return new Revival(RevivalEnd.NotReady, "it ends by itself");

                        await host.StartAsync(instance, CancellationToken.None).WaitAsync(Left(begin, cap), time, CancellationToken.None);
                        starts++;
                        started(false);
                        wasRunning = true;
                        state = await StateAsync(instance, Left(begin, cap)) ?? InstanceState.Exited;
                    }

                    running = state == InstanceState.Running;
                    if (running && !wasRunning) started(true);
                    if (running) last = null;
                    else Note($"it is {state.ToString().ToLowerInvariant()}");
                }

                if (running && !stopWaiting.IsCancellationRequested
                    && await host.IsReadyAsync(instance, stopWaiting).WaitAsync(Left(begin, cap), time, stopWaiting))
                {
                    return new Revival(RevivalEnd.Ready, null);
                }
            }
            catch (OperationCanceledException) when (stopWaiting.IsCancellationRequested)
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

            var stop = running ? stopWaiting : stopStarting;
            if (stop.IsCancellationRequested || Over(begin, cap)) return new Revival(running ? RevivalEnd.NotReady : RevivalEnd.NotStarted, last);

            var pause = running ? ReadyPoll : StartRetry;
            await Task.Delay(pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        void Note(string message)
        {
            if (message == last) return;

            last = message;
            trouble(message);
        }
    }

    private async Task<InstanceState?> StateAsync(InstanceId instance, TimeSpan left)
    {
        var all = await host.ListAsync(CancellationToken.None).WaitAsync(left, time, CancellationToken.None);
        return all.FirstOrDefault(i => i.Id == instance)?.State;
    }

    private bool Over(long begin, TimeSpan cap) => cap != Timeout.InfiniteTimeSpan && time.GetElapsedTime(begin) >= cap;

    // Never less than a moment, so that the last try has a chance.
    private TimeSpan Left(long begin, TimeSpan cap)
    {
        if (cap == Timeout.InfiniteTimeSpan) return cap;

        var left = cap - time.GetElapsedTime(begin);
        return left > StartRetry ? left : StartRetry;
    }
}
