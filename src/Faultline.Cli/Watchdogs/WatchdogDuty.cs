using Faultline.Cli.Hosts;
using Faultline.Cli.Shop;
using Faultline.Docker;
using Faultline.Faults;
using Faultline.Hosting;
using Faultline.Hosting.Watchdogs;

namespace Faultline.Cli.Watchdogs;

/// <summary>What a watchdog does once the tool has died: what a person would do by <c>services heal</c>, without being asked.</summary>
internal sealed class WatchdogDuty(WatchdogOrder order, Action<string> log, TimeProvider time)
{
    // An engine still does what it was asked for by a tool that is dead: looked at before, an instance would pass for one
    // that nothing was done to.
    private static readonly TimeSpan EngineGrace = TimeSpan.FromSeconds(2);

    private string? _last;

    /// <summary>Puts everything in order, or gives up after <see cref="GrowingPauses.Limit"/>.</summary>
    public async Task RunAsync()
    {
        // Whoever has deleted the state folder has taken the journals along.
        if (!Directory.Exists(StateFolder.OfUser.Root)) return;
        if (order.Demo is { } folder)
        {
            await ClearAsync(folder);
            return;
        }

        foreach (var system in order.Systems) await HealAsync(system);
    }

    private async Task ClearAsync(string folder)
    {
        if (!Directory.Exists(folder)) return;
        await GrowingPauses.TryAsync(ClearOnceAsync, time);

        async Task<bool> ClearOnceAsync()
        {
            try
            {
                if (ShopRecord.Read(folder) is { Project: not null }) await Task.Delay(EngineGrace, time);
                if (await DemoFolder.ClearAsync(folder, time, CancellationToken.None)) Log($"stopped the shop of the demo ({folder})");
                return true;
            }
            catch (Exception e) when (e is HostUnavailableException or IOException or UnauthorizedAccessException)
            {
                Log($"the shop of the demo ({folder}) cannot be stopped: {SystemHealing.Sentence(e)}");
                return false;
            }
        }
    }

    private async Task HealAsync(string system)
    {
        if (system.StartsWith(DockerHost.SystemPrefix, StringComparison.Ordinal)) await Task.Delay(EngineGrace, time);
        var healing = new SystemHealing($"{SystemLock.Watchdog}, since {order.Purpose} was killed", Log, time);
        HashSet<string>? mine = null;
        if (!await GrowingPauses.TryAsync(HealOnceAsync, time)) Log("it is left so. Next: faultline services heal");

        async Task<bool> HealOnceAsync()
        {
            // What is pending from now on is of others, who have watchdogs of their own.
            if (Pending(system) is { } pending)
            {
                mine ??= [.. pending];
                if (!mine.Overlaps(pending)) return true;
            }

            var heal = await healing.HealAsync(system, CancellationToken.None);
            foreach (var line in heal.Lines) Log($"{system}: {line}");
            foreach (var failure in heal.Failures) Log($"{system}: {failure}");
            if (heal.Run is { } run) Log($"{system}: {run.Purpose} (pid {run.Pid}) is at work there");
            return heal.IsDone;
        }
    }

    private IEnumerable<string>? Pending(string system)
    {
        try
        {
            return UndoJournal.Open(system, time).Pending().Select(e => e.Id);
        }
        catch (Exception e) when (e is HostUnavailableException or IOException or UnauthorizedAccessException)
        {
            // Healing meets the same, and tells it.
            return null;
        }
    }

    /// <summary>Says it once, however often it is met.</summary>
    private void Log(string line)
    {
        if (line == _last) return;
        _last = line;
        log(line);
    }
}
