using Faultline.Faults.Actions;
using Faultline.Hosting;

namespace Faultline.Faults;

/// <summary>Restarts an instance by hand: it is killed, started, and waited for; the journal is for a tool that dies in between.</summary>
public sealed class InstanceRestart(IServiceHost host, UndoJournal journal, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns when it is ready.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="readyLimit">How long it may take after its start.</param>
    /// <param name="stop">Ends the waiting; what was killed is started, whoever asks to stop meanwhile.</param>
    /// <exception cref="IOException">The journal cannot be written: nothing is killed.</exception>
    /// <exception cref="HostUnavailableException">It cannot be killed here, could not be started, or is not ready in time: the journal keeps it.</exception>
    public async Task RunAsync(ServiceInstance instance, TimeSpan readyLimit, CancellationToken stop)
    {
        var kill = new KillAction();
        await kill.ProbeAsync(host, CancellationToken.None);
        var undo = journal.Append(kill.Name, instance);
        await kill.InjectAsync(host, undo, CancellationToken.None);
        await host.StartAsync(instance.Id, CancellationToken.None);
        await WaitReadyAsync(instance.Id, readyLimit, stop);
        journal.Done(undo);
    }

    private async Task WaitReadyAsync(InstanceId instance, TimeSpan limit, CancellationToken stop)
    {
        var begun = time.GetTimestamp();
        while (await host.CheckReadyAsync(instance, stop) is { IsReady: false } check)
        {
            if (time.GetElapsedTime(begun) > limit)
                throw new HostUnavailableException($"{instance.Value} was started but is not ready after {limit.TotalSeconds:0} s ({check.Why})", "Next: its own log");
            await Task.Delay(Poll, time, stop);
        }
    }
}
