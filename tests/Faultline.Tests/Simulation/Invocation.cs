using Faultline.Faults;
using Faultline.Histories;
using Faultline.Hosting.State;
using Faultline.Hosting;

namespace Faultline.Tests.Simulation;

/// <summary>What one invocation of the tool does, by the tool's own code.</summary>
internal sealed class Invocation
{
    private static readonly TimeSpan ReadyCap = TimeSpan.FromSeconds(2);

    private readonly World _world;
    private readonly StateFolder _state;
    private readonly IServiceHost _host;
    private readonly TimeProvider _time;

    public Invocation(World world, ToolLife life, Sabotage sabotage)
    {
        (_world, _time) = (world, world.Time.For(life));
        _state = new StateFolder(World.StateRoot, sabotage.Disk(new ToolDisk(world.Disk, life)));
        _host = world.System.HostFor(life, sabotage);
    }

    /// <summary>What <c>services heal</c> does.</summary>
    public async Task<HealReport> HealAsync()
    {
        var (lines, failures) = (new List<string>(), new List<string>());
        foreach (var system in _state.Systems(e => failures.Add(e.Message)))
        {
            var journal = UndoJournal.Open(system, _time, _state);
            if (journal.Pending().Count == 0) continue;
            using var taken = RunLock.Acquire(system, "heal", _time, _state);
            var report = await Healer.HealAsync(_host, journal, ReadyCap, _time, CancellationToken.None);
            lines.AddRange(report.Lines);
            failures.AddRange(report.Failures);
        }

        return new HealReport(lines, failures);
    }

    /// <summary>What a run does to the services: preflight, faults at each second of the load, healing.</summary>
    /// <param name="plan">Its rules fire at 1 s, 2 s and so on.</param>
    /// <param name="pause">How long after each trigger until the next.</param>
    /// <param name="seed">Of the choice of instances.</param>
    public async Task RunAsync(FaultPlan plan, TimeSpan pause, int seed)
    {
        using var taken = RunLock.Acquire(_host.System, "run", _time, _state);
        var journal = UndoJournal.Open(_host.System, _time, _state);
        if (journal.Pending().Count > 0 && (await Healer.HealAsync(_host, journal, ReadyCap, _time, CancellationToken.None)).Failures.Count > 0) return;

        await new FaultInjector(plan, _host, journal, new RunClock(_time), new Random(0), _ => { }).ProbeAsync(CancellationToken.None);
        await Healer.NoteRunningAsync(_host, journal, _time, CancellationToken.None);
        _world.Ledger.Noted();
        var injector = new FaultInjector(plan, _host, journal, new RunClock(_time), new Random(seed), _ => { });
        for (var second = 1; second <= plan.Rules.Count; second++)
        {
            // What is to be brought back later than this waits for the clock, while other faults take place.
            _world.Time.AdvanceTo(_time.GetUtcNow() + TimeSpan.FromSeconds(1));
            injector.Observe(LoadSnapshot.Empty with { Elapsed = TimeSpan.FromSeconds(second) });
            await injector.InjectedAsync(CancellationToken.None);
            _world.Time.AdvanceTo(_time.GetUtcNow() + pause);
        }

        await EndAsync(injector, journal);
    }

    /// <summary>What <c>services restart</c> does.</summary>
    public async Task RestartAsync(int index)
    {
        var instance = await PickAsync(index);
        _world.Ledger.AskedFor(instance.Id);
        var journal = UndoJournal.Open(_host.System, _time, _state);
        await new InstanceRestart(_host, journal, _time).RunAsync(instance, ReadyCap, CancellationToken.None);
    }

    /// <summary>What <c>services kill</c> does: it stays down.</summary>
    public async Task KillAsync(int index)
    {
        _world.Ledger.OnPurpose = true;
        await _host.Require<IKillCapability>("kill an instance").KillAsync((await PickAsync(index)).Id, CancellationToken.None);
    }

    private async Task EndAsync(FaultInjector injector, UndoJournal journal)
    {
        // The limit of the wait for what is under way must not pass before that has had its time.
        var healing = injector.HealAllAsync(ReadyCap, CancellationToken.None);
        _world.Time.AdvanceTo(_time.GetUtcNow() + ReadyCap / 2, shortWaitsPass: true);
        await injector.RecoveredAsync(ReadyCap, CancellationToken.None);
        _world.Time.AdvanceTo(DateTimeOffset.MaxValue);
        await healing;
        for (var i = 0; i < 2; i++) await Healer.RestoreRunningAsync(_host, journal, ReadyCap, _time, CancellationToken.None);
        _world.Ledger.RunIsOver();
    }

    private async Task<ServiceInstance> PickAsync(int index)
    {
        var instances = await _host.ListAsync(CancellationToken.None);
        return instances.Count > 0 ? instances[index % instances.Count] : throw new HostUnavailableException("there are no instances");
    }
}
