using System.Globalization;
using Faultline.Faults;
using Faultline.Faults.Actions;
using Faultline.Faults.Triggers;
using Faultline.Hosting;

namespace Faultline.Tests.Simulation;

/// <summary>What a seed stands for: a system, invocations of the tool on it, and what else happens meanwhile.</summary>
internal sealed class Scenario
{
    private static readonly string[] Services = ["order", "order", "stock", "payment"];

    private readonly bool _hasEngine;
    private readonly bool[] _isUp;
    private readonly TimeSpan _patience;
    private readonly int _looksToDie;
    private readonly bool _isKept;
    private readonly List<(int Life, int Step, int Seed)> _disturbances = [];

    public Scenario(int seed)
    {
        Seed = seed;
        var random = new Random(seed);
        _hasEngine = random.Next(3) == 0;
        _isUp = [.. Enumerable.Range(0, random.Next(6) == 0 ? random.Next(4, 7) : random.Next(1, 4)).Select(_ => random.Next(5) > 0)];
        _patience = TimeSpan.FromMilliseconds(random.Next(3) == 0 ? 0 : 800);
        _looksToDie = random.Next(4) == 0 ? random.Next(1, 3) : 0;
        _isKept = random.Next(3) == 0;
        GoesOn = random.Next(2) == 0;
        Operations = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Operation.Of(random))];
        for (var i = random.Next(5); i > 0; i--)
            _disturbances.Add((random.Next(Operations.Count + 2), random.Next(1, 1 << random.Next(4, 9)), random.Next()));
    }

    public int Seed { get; }

    /// <summary>The invocations.</summary>
    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>Whether the invocations after one that has died take place before anybody heals.</summary>
    public bool GoesOn { get; }

    /// <summary>The machine before the first invocation.</summary>
    public async Task<World> MakeAsync()
    {
        var world = new World(_hasEngine);
        var names = _isUp.Select((isUp, i) => (Service: Services[i % Services.Length], Instance: string.Create(CultureInfo.InvariantCulture, $"{Services[i % Services.Length]}-{i + 1}"), IsUp: isUp)).ToArray();
        if (world.System is SimulatedEngine engine)
        {
            foreach (var one in names) engine.Add(one.Service, one.Instance, one.IsUp, _isKept);
            return world;
        }

        var processes = (SimulatedProcesses)world.System;
        var shop = names.Select(n => (processes.Add(n.Service, n.Instance, p => (p.LooksToDie, p.Patience) = (_looksToDie, _patience)), n.IsUp)).ToArray();
        var host = processes.ProcessHostFor(world.Begin(-1, crash: null, _ => { }), Sabotage.None);
        foreach (var (spec, _) in shop) await host.AddAsync(spec, CancellationToken.None);
        foreach (var (spec, isUp) in shop)
            if (isUp) await host.StartAsync(new InstanceId(spec.Instance), CancellationToken.None);
        foreach (var id in processes.Instances) world.Ledger.Found(id, processes.IsUp(id));
        return world;
    }

    /// <summary>What happens just before a step of an invocation.</summary>
    public IEnumerable<Random> DisturbancesAt(int life, int step) =>
        _disturbances.Where(d => d.Life == life && d.Step == step).Select(d => new Random(d.Seed));
}

/// <summary>One invocation of the tool.</summary>
internal sealed record Operation(string Name, Func<Invocation, Task> Do)
{
    public static Operation Of(Random random)
    {
        var index = random.Next(4);
        switch (random.Next(7))
        {
            case 0: return new Operation("restart", i => i.RestartAsync(index));
            case 1: return new Operation("kill", i => i.KillAsync(index));
            case 2: return new Operation("heal", i => i.HealAsync());
            default:
                var (plan, pause, seed) = (Plan(random), TimeSpan.FromSeconds(random.Next(0, 3)), random.Next());
                return new Operation("run", i => i.RunAsync(plan, pause, seed));
        }
    }

    private static FaultPlan Plan(Random random) => new([.. Enumerable.Range(1, random.Next(1, 4)).Select(second => new FaultRule(
        new TimeTrigger(second),
        new KillAction(),
        new FaultTarget([.. new[] { "order", "stock", "payment" }.Where(_ => random.Next(2) == 0).DefaultIfEmpty("order")], random.Next(1, 3)),
        random.Next(0, 4)))]);
}
