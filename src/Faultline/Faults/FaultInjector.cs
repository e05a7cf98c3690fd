using System.Globalization;
using Faultline.Histories;
using Faultline.Hosting;

namespace Faultline.Faults;

/// <summary>
/// Judges the triggers on every snapshot of the load, kills what is due, brings it back when its time has come, and
/// brings back everything at the end. Every undo is on disk before its kill.
/// </summary>
/// <param name="plan">What kills what.</param>
/// <param name="host">What runs the services.</param>
/// <param name="journal">Takes the undo entries.</param>
/// <param name="clock">Time since the start of the load.</param>
/// <param name="random">Chooses among running instances.</param>
/// <param name="tell">Told of each step, in a sentence.</param>
public sealed class FaultInjector(
    FaultPlan plan, IServiceHost host, UndoJournal journal, RunClock clock, Random random, Action<string> tell) : IDisposable
{
    private const string Kill = "kill";

    // Bringing back during the load waits longer than anybody looks on; the end of the run sets its own limit.
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly bool[] _fired = new bool[plan.Triggers.Count];
    private readonly List<Task> _firing = [];
    private readonly List<StandingFault> _faults = [];
    private readonly List<FaultEvent> _undelivered = [];
    private readonly CancellationTokenSource _over = new();
    private readonly InstanceRevival _revival = new(host, clock.Time);
    private bool _closed;

    /// <summary>All faults so far, one per instance, by trigger time; after the end also those that never came.</summary>
    public IReadOnlyList<FaultEvent> Events
    {
        get
        {
            lock (_lock) return [.. _faults.Select(f => f.Event).Concat(_undelivered).OrderBy(e => e.TriggeredAt ?? TimeSpan.MaxValue)];
        }
    }

    /// <summary>What a plan would do, as events of which nothing has happened yet.</summary>
    public static IReadOnlyList<FaultEvent> Planned(FaultPlan plan) => [.. plan.Triggers.SelectMany(t => PlannedOf(t, 0))];

    /// <summary>Judges the triggers; returns at once. Kills go on in the background.</summary>
    public void Observe(LoadSnapshot snapshot)
    {
        for (var i = 0; i < _fired.Length; i++)
        {
            var trigger = plan.Triggers[i];
            var value = trigger.Type switch
            {
                TriggerType.Users => snapshot.Users,
                TriggerType.Time => snapshot.Elapsed.TotalSeconds,
                _ => snapshot.RequestsPerSecond,
            };
            if (value < trigger.Threshold) continue;
            lock (_lock)
            {
                if (_closed || _fired[i]) continue;
                _fired[i] = true;
                var at = clock.Elapsed;
                _firing.Add(Task.Run(() => FireAsync(trigger, value, at)));
            }
        }
    }

    /// <summary>
    /// Brings everything back and waits until it is ready. From here on no trigger fires. May be called again.
    /// </summary>
    /// <param name="readyCap">Longest wait for an instance to start, and again for it to be ready.</param>
    /// <param name="force">Ends the wait for readiness, never the starting.</param>
    /// <returns>What could not be undone, in sentences.</returns>
    public async Task<IReadOnlyList<string>> HealAllAsync(TimeSpan readyCap, CancellationToken force)
    {
        Task[] firing;
        lock (_lock)
        {
            if (!_closed) NoteUnfired();
            _closed = true;
            firing = [.. _firing];
        }

        await _over.CancelAsync();
        await Task.WhenAll(firing);
        StandingFault[] faults;
        lock (_lock) faults = [.. _faults];
        await Task.WhenAll(faults.Select(f => f.Killing));
        var failures = await Task.WhenAll(faults.Where(f => f.Undo is not null).Select(f => HealAsync(f, readyCap, CancellationToken.None, force)));
        return [.. failures.OfType<string>()];
    }

    /// <summary>To be called after <see cref="HealAllAsync"/>.</summary>
    public void Dispose() => _over.Dispose();

    private static IEnumerable<FaultEvent> PlannedOf(FaultTrigger trigger, double value) => trigger.Services.Select(service =>
        new FaultEvent(new TriggerCause(trigger.TypeName, trigger.Threshold, value), Kill, service, null, trigger.RecoveryTime));

    private void NoteUnfired()
    {
        for (var i = 0; i < _fired.Length; i++)
            if (!_fired[i])
                _undelivered.AddRange(PlannedOf(plan.Triggers[i], 0).Select(e => e with { Error = "its threshold was not reached" }));
    }

    private async Task FireAsync(FaultTrigger trigger, double value, TimeSpan at)
    {
        foreach (var planned in PlannedOf(trigger, value).Select(e => e with { TriggeredAt = at }))
        {
            try
            {
                Strike(planned, trigger.Count, await host.ListAsync(CancellationToken.None));
            }
            catch (Exception e)
            {
                NotDelivered(planned, e.Message);
            }
        }
    }

    /// <summary>Chooses the instances and lets their kills run side by side.</summary>
    private void Strike(FaultEvent planned, int count, IReadOnlyList<ServiceInstance> instances)
    {
        lock (_lock)
        {
            var down = _faults.Where(f => f.Event.ReadyAt is null).Select(f => f.Instance.Id).ToHashSet();
            var running = instances
                .Where(i => i.Service.Value == planned.Service && i.State == InstanceState.Running && !down.Contains(i.Id))
                .ToArray();
            random.Shuffle(running);
            foreach (var instance in running.Take(count))
            {
                var fault = new StandingFault(planned with { Instance = instance.Id.Value }, instance);
                _faults.Add(fault);
                fault.Killing = Task.Run(() => KillAsync(fault));
            }

            if (running.Length >= count) return;
            var missing = running.Length == 0
                ? $"no instance of {planned.Service} was running"
                : string.Create(CultureInfo.InvariantCulture, $"only {running.Length} of {count} instances of {planned.Service} {(running.Length == 1 ? "was" : "were")} running");
            _undelivered.Add(planned with { Error = missing });
            tell($"not fully delivered: {missing}");
        }
    }

    private async Task KillAsync(StandingFault fault)
    {
        try
        {
            var undo = journal.Append(Kill, fault.Instance);
            Update(fault, e => e with { CalledAt = clock.Elapsed }, f => f.Undo = undo);
            await host.KillAsync(fault.Instance.Id, CancellationToken.None);
            Update(fault, e => e with { InjectedAt = clock.Elapsed, Delivered = !_closed, Error = _closed ? "the load was over" : null });
            tell(string.Create(
                CultureInfo.InvariantCulture,
                $"killed {fault.Instance.Id} at {fault.Event.InjectedAt!.Value.TotalSeconds:0.00} s ({fault.Event.Trigger.Type} ≥ {fault.Event.Trigger.Threshold:0.###})"));
        }
        catch (Exception e)
        {
            // The host may have done it and failed to say so: it is undone all the same.
            Update(fault, f => f with { Error = e.Message });
            tell($"{fault.Instance.Id} could not be killed: {e.Message}");
            return;
        }

        if (fault.Event.RecoveryTime > 0) _ = RecoverLaterAsync(fault);
    }

    private async Task RecoverLaterAsync(StandingFault fault)
    {
        await Task.Delay(TimeSpan.FromSeconds(fault.Event.RecoveryTime), clock.Time, _over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_over.IsCancellationRequested) await HealAsync(fault, RecoveryLimit, _over.Token, _over.Token);
    }

    /// <summary>Brings one instance back. Where that is under way already, waits for it, and tries again if it was given up.</summary>
    private async Task<string?> HealAsync(StandingFault fault, TimeSpan limit, CancellationToken giveUpStarting, CancellationToken giveUpWaiting)
    {
        Task<string?> healing;
        lock (_lock) healing = fault.Healing = ReviveAsync(fault, fault.Healing, limit, giveUpStarting, giveUpWaiting);
        return await healing;
    }

    private async Task<string?> ReviveAsync(
        StandingFault fault, Task<string?>? earlier, TimeSpan limit, CancellationToken giveUpStarting, CancellationToken giveUpWaiting)
    {
        // Out of the caller's lock.
        await Task.Yield();
        if (earlier is not null) await earlier;
        if (fault.Event.ReadyAt is not null) return null;
        try
        {
            if (fault.Event.HealedAt is null)
            {
                if (await _revival.StartAsync(fault.Instance.Id, limit, giveUpStarting) is { } error)
                    return Failed(fault, $"{fault.Instance.Id} could not be started again: {error}. Next: faultline services heal");
                Update(fault, e => e with { HealedAt = clock.Elapsed });
                journal.Done(fault.Undo!);
                tell($"started {fault.Instance.Id} again");
            }

            if (!await _revival.WaitReadyAsync(fault.Instance.Id, limit, giveUpWaiting))
                return Failed(fault, $"{fault.Instance.Id} was started again but is not ready after {limit.TotalSeconds:0} s");
            Update(fault, e => e with { ReadyAt = clock.Elapsed });
            tell($"{fault.Instance.Id} is ready again");
            return null;
        }
        catch (OperationCanceledException)
        {
            return $"{fault.Instance.Id} was started again; nobody waited until it was ready";
        }
        catch (Exception e)
        {
            return Failed(fault, $"{fault.Instance.Id} could not be brought back: {e.Message}. Next: faultline services heal");
        }
    }

    private string Failed(StandingFault fault, string message)
    {
        Update(fault, e => e with { Error = message });
        tell(message);
        return message;
    }

    private void NotDelivered(FaultEvent planned, string error)
    {
        lock (_lock) _undelivered.Add(planned with { Error = error });
        tell($"not delivered: kill {planned.Service}: {error}");
    }

    private void Update(StandingFault fault, Func<FaultEvent, FaultEvent> change, Action<StandingFault>? also = null)
    {
        lock (_lock)
        {
            fault.Event = change(fault.Event);
            also?.Invoke(fault);
        }
    }
}
