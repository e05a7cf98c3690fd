using Faultline.Experiments;
using Faultline.Hosting.Watchdogs;

namespace Faultline.Cli.Watchdogs;

/// <summary>Looks, when a load begins, whether the run's watchdog stands: until then nothing was killed.</summary>
internal sealed class WatchdogCheck(Watchdog watchdog, Action<string> warn) : IRunObserver
{
    public void PhaseStarted(RunPhase phase, string text)
    {
        if (phase == RunPhase.Load && !watchdog.Stands)
            warn($"the watchdog (pid {watchdog.Pid}) has ended: what is down should this run be killed by SIGKILL stays so until faultline services heal");
    }
}
