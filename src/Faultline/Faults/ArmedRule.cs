using Faultline.Hosting;

namespace Faultline.Faults;

/// <summary>
/// A rule during a run: fires once, chooses its victims and keeps what became of them. The caller guards it
/// with one lock for all rules, since they choose from the same instances.
/// </summary>
/// <param name="rule">What was configured.</param>
/// <param name="random">Its own source of chance, so that the order in which rules fire changes no choice.</param>
internal sealed class ArmedRule(FaultRule rule, Random random)
{
    private readonly List<InstanceFault> _faults = [];
    private readonly List<FaultEvent> _missed = [];
    private volatile bool _hasFired;

    /// <summary>What was configured.</summary>
    public FaultRule Rule => rule;

    /// <summary>Whether its threshold has been seen crossed.</summary>
    public bool HasFired
    {
        get => _hasFired;
        set => _hasFired = value;
    }

    /// <summary>Time of the load at which that was; null before.</summary>
    public TimeSpan? FiredAt { get; set; }

    /// <summary>Instances it took down.</summary>
    public IReadOnlyList<InstanceFault> Faults => _faults;

    /// <summary>What was due and found no instance.</summary>
    public IReadOnlyList<FaultEvent> Missed => _missed;

    /// <summary>Chooses instances of each service that run and that no fault holds.</summary>
    /// <param name="instances">All instances.</param>
    /// <param name="held">Instances that are down by a fault.</param>
    /// <param name="value">The value that crossed the threshold.</param>
    /// <param name="at">When it was seen.</param>
    public void Choose(
        IReadOnlyList<ServiceInstance> instances, HashSet<InstanceId> held, double value, TimeSpan at)
    {
        foreach (var service in rule.Target.Services)
        {
            var planned = rule.PlannedFor(service, value) with { TriggeredAt = at };
            var running = instances
                .Where(i => i.Service.Value == service && i.State == InstanceState.Running && !held.Contains(i.Id))
                .ToArray();
            random.Shuffle(running);
            _faults.AddRange(running.Take(rule.Target.Count).Select(i => new InstanceFault(planned, rule.Action, i)));
            if (running.Length < rule.Target.Count) _missed.Add(planned with { Error = TooFew(running.Length) });
        }
    }

    /// <summary>Nothing could be chosen.</summary>
    public void Miss(double value, TimeSpan at, string why) =>
        _missed.AddRange(rule.Target.Services.Select(s => rule.PlannedFor(s, value) with { TriggeredAt = at, Error = why }));

    /// <summary>What became of it; a rule that did not fire is told of only when the load is over.</summary>
    public IEnumerable<FaultEvent> Events(bool isOver)
    {
        if (!HasFired && isOver) return rule.Target.Services.Select(s => rule.PlannedFor(s) with
        {
            Error = rule.Trigger is { NotBefore: > 0 } or { AfterPrevious: > 0 }
                ? "the load ended before its threshold was reached, or before the time that it had to wait for"
                : "the load ended before its threshold was reached",
        });

        return _faults.Select(f => f.Event).Concat(_missed);
    }

    private string TooFew(int running) => running switch
    {
        0 when rule.Target.Count == 1 => "no instance was running",
        0 => $"none of {rule.Target.Count} instances was running",
        1 => $"only 1 of {rule.Target.Count} instances was running",
        _ => $"only {running} of {rule.Target.Count} instances were running",
    };
}
