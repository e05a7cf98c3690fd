using System.Diagnostics.CodeAnalysis;
using Faultline.Configuration;
using Faultline.Faults.Actions;
using Faultline.Faults.Triggers;
using Faultline.Histories;
using Faultline.Hosting;

namespace Faultline.Faults;

/// <summary>Does to services what a plan says as the load crosses its thresholds, and undoes it.</summary>
/// <param name="plan">What is to be done.</param>
/// <param name="host">Where it is done.</param>
/// <param name="journal">Takes each fault before it takes place.</param>
/// <param name="clock">The time of the run.</param>
/// <param name="random">Chooses the instances; seeded.</param>
/// <param name="tell">Takes a line for the reader whenever something happens; called from any thread.</param>
[SuppressMessage("Reliability", "CA1001", Justification = "A cancellation source without timer or wait handle holds nothing to dispose of.")]
public sealed class FaultInjector(
    FaultPlan plan, IServiceHost host, UndoJournal journal, RunClock clock, Random random, Action<string> tell)
{
    private readonly FaultExecutor _executor = new(host, journal, clock, tell);
    private readonly Lock _gate = new();
    private readonly ArmedRule[] _rules = [.. plan.Rules.Select(r => new ArmedRule(r, new Random(random.Next())))];
    private readonly List<Task> _injections = [];
    private readonly List<Task> _recoveries = [];
    private readonly CancellationTokenSource _closing = new();
    private Task<IReadOnlyList<string>> _lastHealing = Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>
    /// One event per instance, in the order of the plan, as things stand now. Once healing has begun, rules
    /// that did not fire have one per service.
    /// </summary>
    public IReadOnlyList<FaultEvent> Events
    {
        get
        {
            lock (_gate) return [.. _rules.SelectMany(r => r.Events(IsOver))];
        }
    }

    private bool IsOver => _closing.IsCancellationRequested;

    /// <summary>The events of a plan before the load: one per rule and service.</summary>
    public static IReadOnlyList<FaultEvent> Planned(FaultPlan plan) =>
        [.. plan.Rules.SelectMany(r => r.Target.Services.Select(s => r.PlannedFor(s)))];

    /// <summary>
    /// Proves before the load that the host answers and can do what is planned, and that undo entries can be written, and
    /// takes the cost of the first time off the first fault.
    /// </summary>
    /// <returns>Warnings for services of which fewer instances run than are to be hit, as sentences.</returns>
    /// <exception cref="HostUnavailableException">The host does not answer, or cannot do what is planned.</exception>
    /// <exception cref="IOException">The journal cannot be written.</exception>
    public async Task<IReadOnlyList<string>> ProbeAsync(CancellationToken cancellationToken)
    {
        foreach (var action in plan.Rules.Select(r => r.Action).DistinctBy(a => a.Name)) await action.ProbeAsync(host, cancellationToken);
        journal.Probe();
        var instances = await host.ListAsync(cancellationToken);
        if (plan.Rules.Count > 0) await RehearseAsync(plan.Rules[0], instances);

        return [.. plan.Rules.SelectMany(TooFew)];

        IEnumerable<string> TooFew(FaultRule rule)
        {
            // Chosen by chance of its own, so that a probe changes nothing of what the run chooses.
            var sample = new ArmedRule(rule, new Random(0));
            sample.Choose(instances, [], value: 0, clock.Elapsed);
            return sample.Missed.Select(m => $"{m.Service}: {m.Error} at the start.");
        }
    }

    // The first pass through code that was never run takes a hundred milliseconds, far more than a fault may be late.
    private async Task RehearseAsync(FaultRule rule, IReadOnlyList<ServiceInstance> instances)
    {
        var once = new FaultPlan([rule with { Trigger = new TimeTrigger(0), Action = new DryRunAction(rule.Action, host), Duration = 0 }]);
        var rehearsal = new FaultInjector(once, new DryRunHost(host, instances), journal, clock, new Random(0), _ => { });
        rehearsal.Observe(LoadSnapshot.Empty);
        await Task.WhenAll(rehearsal._injections);
        await rehearsal.HealAllAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
    }

    /// <summary>Places in the plan of the rules that have not fired.</summary>
    public IReadOnlyList<int> Waiting => [.. _rules.Index().Where(r => !r.Item.HasFired).Select(r => r.Index)];

    /// <summary>Fires what has become due; returns at once and never throws.</summary>
    /// <returns>Whether a rule fired.</returns>
    public bool Observe(LoadSnapshot snapshot)
    {
        var fired = false;
        ArmedRule? previous = null;
        foreach (var armed in _rules)
        {
            var before = previous;
            previous = armed;
            if (armed.HasFired || !armed.Rule.Trigger.MayFire(snapshot.Elapsed, before?.FiredAt, before is null)) continue;

            var value = armed.Rule.Trigger.ValueIn(snapshot);
            if (!(value >= armed.Rule.Trigger.Threshold)) continue;

            lock (_gate)
            {
                if (armed.HasFired || IsOver) continue;

                armed.HasFired = true;
                armed.FiredAt = snapshot.Elapsed;
                fired = true;
                var at = clock.Elapsed;
                _injections.Add(Task.Run(() => FireAsync(armed, value, at)));
            }
        }

        return fired;
    }

    /// <summary>Waits until whatever has been fired is confirmed, or failed.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the faults go on.</exception>
    public Task InjectedAsync(CancellationToken cancellationToken) => All(_injections).WaitAsync(cancellationToken);

    /// <summary>
    /// Waits until what has been fired and is to be brought back in its time is ready again, or until
    /// <paramref name="readyCap"/> has passed since the last of these times. What is not, healing is for.
    /// </summary>
    public async Task RecoveredAsync(TimeSpan readyCap, CancellationToken cancellationToken)
    {
        double longest;
        lock (_gate) longest = _rules.Where(r => r.HasFired).Select(r => r.Rule.Duration).DefaultIfEmpty().Max();
        if (longest <= 0) return;

        await All(_recoveries).WaitAsync(FaultExecutor.RecoveryAfter(longest) + readyCap, clock.Time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// Brings back everything that is down: lets no new fault begin, waits for those under way, undoes them
    /// and waits until each instance is ready. May be called again.
    /// </summary>
    /// <param name="readyCap">How long each instance may take.</param>
    /// <param name="force">Ends the waiting for readiness, never the starting.</param>
    /// <returns>What could not be undone, as sentences; empty where all is well.</returns>
    public Task<IReadOnlyList<string>> HealAllAsync(TimeSpan readyCap, CancellationToken force)
    {
        lock (_gate)
        {
            // The mark is set before this returns; what runs because of it need not be waited for.
            _ = _closing.CancelAsync();
            return _lastHealing = HealAfterAsync(_lastHealing, readyCap, force);
        }
    }

    private async Task<IReadOnlyList<string>> HealAfterAsync(Task earlier, TimeSpan readyCap, CancellationToken force)
    {
        await earlier.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        var failures = new List<string>();
        if (!await HaveEndedAsync(_injections, readyCap))
            failures.Add($"A {UnderWay()} has not come back from the host and may yet take place. Next: faultline services heal");

        // They see the mark and end; what they leave open is done here.
        await HaveEndedAsync(_recoveries, readyCap);
        InstanceFault[] open;
        lock (_gate) open = [.. _rules.SelectMany(r => r.Faults).Where(f => f.IsOpen)];

        var healings = open.GroupBy(f => f.Target.Id).Select(async ofInstance =>
        {
            string? failure = null;
            foreach (var fault in ofInstance) failure = await _executor.HealAsync(fault, readyCap, force) ?? failure;

            return failure;
        });
        return [.. failures, .. (await Task.WhenAll(healings)).OfType<string>()];
    }

    /// <summary>What has been begun, one of which has not come back.</summary>
    private string UnderWay()
    {
        lock (_gate) return TextList.Of([.. _rules.Where(r => r.HasFired).Select(r => r.Rule.Action.Name).Distinct()], "or");
    }

    private Task All(List<Task> tasks)
    {
        lock (_gate) return Task.WhenAll(tasks);
    }

    private async Task<bool> HaveEndedAsync(List<Task> tasks, TimeSpan cap)
    {
        // One that failed has ended too: what it leaves open is undone with the rest.
        var all = All(tasks);
        await all.WaitAsync(cap, clock.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return all.IsCompleted;
    }

    private async Task FireAsync(ArmedRule armed, double value, TimeSpan at)
    {
        try
        {
            var instances = await host.ListAsync(CancellationToken.None);
            lock (_gate)
            {
                var held = _rules.SelectMany(r => r.Faults).Where(f => f.HoldsInstance).Select(f => f.Target.Id).ToHashSet();
                armed.Choose(instances, held, value, at);
            }
        }
        catch (Exception e)
        {
            lock (_gate) armed.Miss(value, at, $"the instances could not be listed: {e.Message}");
        }

        await Task.WhenAll(armed.Faults.Select(async fault =>
        {
            await _executor.InjectAsync(fault, _closing.Token);
            lock (_gate) _recoveries.Add(_executor.RecoverAsync(fault, _closing.Token));
        }));
        foreach (var missed in armed.Missed) _executor.Tell($"{missed.Service}: {missed.Error}");
    }
}
