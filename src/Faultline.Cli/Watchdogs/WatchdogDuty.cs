using Faultline.Cli.Hosts;
using Faultline.Docker;
using Faultline.Faults;
using Faultline.Faults.Actions;
using Faultline.Hosting.State;
using Faultline.Hosting;
using Faultline.Hosting.Watchdogs;

namespace Faultline.Cli.Watchdogs;

/// <summary>What a watchdog does once the tool has died: what a person would do by <c>services heal</c>, without being asked.</summary>
/// <remarks>To be made when the death has been seen: what is written to the journal later is of others.</remarks>
internal sealed class WatchdogDuty(WatchdogOrder order, ClearFolder clear, Action<string> log, TimeProvider time, StateFolder state)
{
    // An engine still does what it was asked for by a tool that is dead: looked at before, an instance would pass for one
    // that nothing was done to.
    private static readonly TimeSpan EngineGrace = TimeSpan.FromSeconds(2);

    private readonly DateTimeOffset _died = time.GetUtcNow();
    private string? _last;

    /// <summary>Heals a system.</summary>
    public Func<string, Task<SystemHeal>>? Heal { get; init; }

    /// <summary>What the journal of a system names.</summary>
    public Func<string, IReadOnlyList<UndoEntry>>? Pending { get; init; }

    /// <summary>Puts everything in order, or gives up after <see cref="GrowingPauses.Limit"/>.</summary>
    public async Task RunAsync()
    {
        // Whoever has deleted the state folder has taken the journals along.
        if (!Directory.Exists(state.Root)) return;
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
#pragma warning disable CA1031 // As below.
            try
            {
                if (SampleRecord.Read(folder) is { Project: not null }) await Task.Delay(EngineGrace, time);
                if (await clear(folder, time, CancellationToken.None)) Log($"stopped the shop of the demo ({folder})");
                return true;
            }
            catch (Exception e)
            {
                Log($"the shop of the demo ({folder}) cannot be stopped: {SystemHealing.Sentence(e)}");
                return false;
            }
#pragma warning restore CA1031
        }
    }

    private async Task HealAsync(string system)
    {
        if (system.StartsWith(DockerHost.SystemPrefix, StringComparison.Ordinal)) await Task.Delay(EngineGrace, time);
        var healing = new SystemHealing($"{SystemLock.Watchdog}, since {order.Purpose} was killed", Log, time);
        if (!await GrowingPauses.TryAsync(HealOnceAsync, time)) Log($"{system}: it is left so. Next: faultline services heal");

        async Task<bool> HealOnceAsync()
        {
#pragma warning disable CA1031 // Nobody stands behind a watchdog: whatever it meets, it tries again.
            try
            {
                // What was written since is of others, who have watchdogs of their own.
                if (OfTool(system) is false) return true;

                var heal = await (Heal?.Invoke(system) ?? healing.HealAsync(system, CancellationToken.None));
                foreach (var line in heal.Lines) Log($"{system}: {line}");
                foreach (var failure in heal.Failures) Log($"{system}: {failure}");
                if (heal.Run is { } run) Log($"{system}: {run.Purpose} (pid {run.Pid}) is at work there");
                return heal.IsDone;
            }
            catch (Exception e)
            {
                Log($"{system}: {SystemHealing.Sentence(e)}");
                return false;
            }
#pragma warning restore CA1031
        }
    }

    /// <summary>Whether anything is left of what was pending when the tool died; null where that cannot be told.</summary>
    private bool? OfTool(string system)
    {
        try
        {
            return (Pending?.Invoke(system) ?? UndoJournal.Open(system, time, state).Pending()).Any(e => e.At <= _died);
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
