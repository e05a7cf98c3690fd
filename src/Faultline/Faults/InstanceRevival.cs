using System.Globalization;
using Faultline.Hosting;

namespace Faultline.Faults;

/// <summary>How bringing an instance back ended.</summary>
internal enum RevivalEnd
{
    /// <summary>It runs and serves, as its host has proved.</summary>
    Ready,

    /// <summary>It was started, and ended by itself without an error: it has done its work.</summary>
    Finished,

    /// <summary>It runs, and that it serves was not proved in time.</summary>
    NotReady,

    /// <summary>It does not run.</summary>
    NotStarted,

    /// <summary>Its host does not know it any more.</summary>
    Gone,
}

/// <summary>How it ended, and the last thing that stood in the way.</summary>
internal sealed record Revival(RevivalEnd End, string? Trouble)
{
    /// <summary>Whether there is nothing left to undo; of all else, nothing but the instance's own proof is believed.</summary>
    public bool IsUndone => End is RevivalEnd.Ready or RevivalEnd.Finished;

    /// <summary>What a reader must know, and can do, or null where nothing is left to undo.</summary>
    public string? Failure(InstanceId instance, TimeSpan cap, bool cutShort)
    {
        var because = Trouble is null ? "" : $" ({Trouble.TrimEnd('.')})";
        var within = cap == Timeout.InfiniteTimeSpan ? "" : string.Create(CultureInfo.InvariantCulture, $" within {cap.TotalSeconds:0.#} s");
        return End switch
        {
            RevivalEnd.Ready or RevivalEnd.Finished => null,
            RevivalEnd.NotReady when cutShort => $"{instance} runs, but its readiness was not waited for. Next: faultline services heal",
            RevivalEnd.NotReady => $"{instance} was started, but did not say{within} that it is ready{because}. {WhatNext(instance)}",
            RevivalEnd.Gone =>
                $"{instance} is not there any more{because}, so it cannot be brought back. Next: faultline services heal --forget {instance}, if it was removed on purpose",
            _ => $"{instance} could not be started again{within}{because}. {WhatNext(instance)}",
        };
    }

    private static string WhatNext(InstanceId instance) =>
        $"Next: its log, then faultline services heal; or faultline services heal --forget {instance} to give it up";
}

/// <summary>Brings an instance back: starts it if it does not run, verifies that it does, waits until it serves.</summary>
internal sealed class InstanceRevival(IServiceHost host, TimeProvider time)
{
    private static readonly TimeSpan ReadyPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StartRetry = TimeSpan.FromMilliseconds(250);

    // What cannot be started costs a start each time it is tried.
    private static readonly TimeSpan LongestStartRetry = TimeSpan.FromSeconds(2);

    // An instance that ends again while it is waited for is started again: looked at once a second.
    private const int PollsPerLook = 20;

    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(1);

    /// <summary>Tries until it is ready, the cap is reached or the caller wants no more.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="cap">How long at most.</param>
    /// <param name="started">Told whenever a start is confirmed, or with true that it ran without one.</param>
    /// <param name="trouble">Told what stands in the way, whenever that changes.</param>
    /// <param name="stopStarting">Ends further tries to start it; one is always made.</param>
    /// <param name="stopWaiting">Ends the waiting for readiness.</param>
    /// <param name="mostStarts">How often it is started; what ends again after that is left alone.</param>
    /// <param name="mustServe">Whether it must serve, and not only run.</param>
    public async Task<Revival> RunAsync(
        InstanceId instance,
        TimeSpan cap,
        Action<bool> started,
        Action<string> trouble,
        CancellationToken stopStarting,
        CancellationToken stopWaiting,
        int mostStarts = int.MaxValue,
        bool mustServe = true)
    {
        var starts = 0;
        var startedAt = 0L;
        var begin = time.GetTimestamp();
        var running = false;
        var retry = StartRetry;
        string? last = null;
        for (var poll = 0; ; poll++)
        {
            try
            {
                if (!running || poll % PollsPerLook == 0)
                {
                    var wasRunning = running;
                    running = false;
                    var (there, other) = await FindAsync(instance, Left(begin, cap));
                    if (there is null) return new Revival(RevivalEnd.Gone, other ? "another has its name now" : null);

                    var state = there.State;
                    if (state is not InstanceState.Running and not InstanceState.Restarting)
                    {
                        if (starts == mostStarts)
                            return there.ExitCode == 0 ? new Revival(RevivalEnd.Finished, null) : new Revival(RevivalEnd.NotStarted, "it ends by itself");

                        await host.StartAsync(instance, CancellationToken.None).WaitAsync(Left(begin, cap), time, CancellationToken.None);
                        starts++;
                        startedAt = time.GetTimestamp();
                        started(false);
                        wasRunning = true;
                        state = (await FindAsync(instance, Left(begin, cap))).There?.State ?? InstanceState.Exited;
                    }

                    running = state == InstanceState.Running;
                    if (running && !wasRunning) started(true);
                    if (running) last = null;
                    else Note($"it is {state.ToString().ToLowerInvariant()}");
                }

                // What did not serve before proves no more than that it runs still, a while after its start.
                if (running && !mustServe && (starts == 0 || (time.GetElapsedTime(startedAt) >= Steady && poll % PollsPerLook == 0)))
                    return new Revival(RevivalEnd.Ready, null);

                if (running && mustServe && !stopWaiting.IsCancellationRequested)
                {
                    var check = await host.CheckReadyAsync(instance, stopWaiting).WaitAsync(Left(begin, cap), time, stopWaiting);
                    if (check.IsReady) return new Revival(RevivalEnd.Ready, null);

                    last = check.Why;
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

            var pause = running ? ReadyPoll : retry;
            if (!running) retry = retry * 2 < LongestStartRetry ? retry * 2 : LongestStartRetry;
            await Task.Delay(pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        void Note(string message)
        {
            if (message == last) return;

            last = message;
            trouble(message);
        }
    }

    /// <summary>The instance, and whether another of its name is there instead.</summary>
    private async Task<(ServiceInstance? There, bool Other)> FindAsync(InstanceId instance, TimeSpan left)
    {
        var all = await host.ListAsync(CancellationToken.None).WaitAsync(left, time, CancellationToken.None);
        return (all.FirstOrDefault(i => i.Id == instance), all.Any(i => i.Id.Value == instance.Value));
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
