using System.Globalization;
using Faultline.Hosting;

namespace Faultline.Tests.Simulation;

/// <summary>A container engine in memory: containers are known by their ids, and a name may have another container tomorrow.</summary>
internal sealed class SimulatedEngine(SimulatedTime time, Ledger ledger) : ISimulatedSystem
{
    /// <summary>Its name as a system.</summary>
    public const string Name = "docker:engine/shop";

    private readonly List<Container> _containers = [];
    private int _ids;
    private int _silentCalls;
    private bool _losesAnswer;

    public IReadOnlyList<InstanceId> Instances => [.. _containers.Select(c => c.Id)];

    public void Add(string service, string name, bool isUp, bool isKept)
    {
        var container = new Container(service, new InstanceId(name, (++_ids).ToString("x64", CultureInfo.InvariantCulture))) { IsKept = isKept };
        if (isUp) container.Start(time.Now);
        _containers.Add(container);
        ledger.Found(container.Id, isUp);
    }

    public IServiceHost HostFor(ToolLife life, Sabotage sabotage) => sabotage.Host(new WitnessedHost(new Host(this, life), ledger));

    public bool IsUp(InstanceId id) => Find(id) is { IsUp: true };

    public bool CanServe(InstanceId id) => Find(id) is { IsBroken: false, IsUnwell: false };

    public string? Disturb(Random random)
    {
        if (_containers.Count == 0) return null;

        var container = _containers[random.Next(_containers.Count)];
        switch (random.Next(8))
        {
            case 0:
                foreach (var one in _containers) End(one);
                return "the engine starts anew";
            case 1 when container.IsUp:
                End(container);
                return $"{container.Id} ends by itself";
            case 2:
                Remove(container);
                return $"{container.Id} is removed";
            case 3:
                Remove(container);
                Add(container.Service, container.Id.Value, isUp: true, container.IsKept);
                return $"{container.Id} is made anew";
            case 4 when container.State == InstanceState.Running:
                container.State = InstanceState.Paused;
                return $"{container.Id} is frozen";
            case 5:
                _silentCalls = 1 + random.Next(5);
                return "the engine does not answer for a while";
            case 6:
                _losesAnswer = true;
                return "the answer to the next order is lost";
            case 7:
                container.IsBroken = true;
                return $"the image of {container.Id} is broken";
            default:
                return null;
        }
    }

    public void Calm()
    {
        (_silentCalls, _losesAnswer) = (0, false);
        foreach (var container in _containers) (container.IsBroken, container.IsUnwell) = (false, false);
    }

    public void ToolDied(ToolLife life)
    {
    }

    public void LosePower()
    {
        // The engine brings back what it was told to keep running.
        ledger.PowerLost([.. _containers.Where(c => c.IsUp).Select(c => c.Id)]);
        foreach (var container in _containers.Where(c => c.IsUp)) container.End(time.Now, isOurs: false);
    }

    public IEnumerable<string> Wrongs() => [];

    private Container? Find(InstanceId id) => _containers.Find(c => c.Id == id);

    private void End(Container container)
    {
        if (!container.IsUp) return;
        container.End(time.Now, isOurs: false);
        if (!container.IsUp) ledger.TakenDownByOthers(container.Id);
    }

    private void Remove(Container container)
    {
        _containers.Remove(container);
        if (container.IsUp || !ledger.Named().Contains(container.Id)) ledger.TakenDownByOthers(container.Id);
    }

    private sealed class Container(string service, InstanceId id)
    {
        public string Service => service;

        public InstanceId Id => id;

        public InstanceState State { get; set; } = InstanceState.Exited;

        public DateTimeOffset StartedAt { get; private set; }

        /// <summary>Whether the engine starts it again when it ends by itself.</summary>
        public bool IsKept { get; init; }

        /// <summary>Whether it ends as soon as it is started.</summary>
        public bool IsBroken { get; set; }

        /// <summary>Whether its health check fails.</summary>
        public bool IsUnwell { get; set; }

        public bool IsUp => State != InstanceState.Exited;

        public ServiceInstance Listed => new(new ServiceName(service), id, State) { ExitCode = State == InstanceState.Exited ? 137 : null };

        public void Start(DateTimeOffset now)
        {
            State = IsBroken ? InstanceState.Exited : InstanceState.Running;
            StartedAt = now;
        }

        public void End(DateTimeOffset now, bool isOurs)
        {
            State = InstanceState.Exited;
            if (IsKept && !isOurs) Start(now);
        }
    }

    private sealed class Host(SimulatedEngine engine, ToolLife life) : IServiceHost, IKillCapability
    {
        public string Kind => "docker";

        public string System => Name;

        public Task<IReadOnlyList<ServiceInstance>> ListAsync(CancellationToken cancellationToken) =>
            Task.FromResult(life.Look<IReadOnlyList<ServiceInstance>>("list containers", () =>
            {
                engine.MustAnswer();
                return [.. engine._containers.Select(c => c.Listed)];
            }));

        public Task<DateTimeOffset?> KillAsync(InstanceId instance, CancellationToken cancellationToken)
        {
            Order($"kill {instance}", instance, container =>
            {
                if (!container.IsUp) return;
                container.End(engine.Now, isOurs: true);
                engine.Ledger.TakenDownByTool(container.Id);
            });
            Inspect(instance);
            return Task.FromResult<DateTimeOffset?>(engine.Now);
        }

        public Task StartAsync(InstanceId instance, CancellationToken cancellationToken)
        {
            Inspect(instance);
            Order($"start {instance}", instance, container =>
            {
                if (container.State == InstanceState.Paused) container.State = InstanceState.Running;
                else if (!container.IsUp) container.Start(engine.Now);
                if (container.IsUp) engine.Ledger.CameUp(container.Id);
            });
            return Inspect(instance).IsUp ? Task.CompletedTask : throw new HostUnavailableException($"{instance} ended as soon as it was started");
        }

        public Task<ReadyCheck> CheckReadyAsync(InstanceId instance, CancellationToken cancellationToken)
        {
            var before = Inspect(instance).StartedAt;
            var isWell = life.Look($"health of {instance}", () => engine.Find(instance) is { State: InstanceState.Running, IsUnwell: false });
            var after = Inspect(instance);
            return Task.FromResult(isWell && after.State == InstanceState.Running && after.StartedAt == before ? ReadyCheck.Yes : ReadyCheck.No("it is not well"));
        }

        private Container Inspect(InstanceId instance) => life.Look($"inspect {instance}", () => engine.Known(instance));

        private void Order(string name, InstanceId instance, Action<Container> act) => life.Change(name, () =>
        {
            act(engine.Known(instance));
            if (!engine._losesAnswer) return;
            engine._losesAnswer = false;
            throw new HostUnavailableException("the engine's answer was lost");
        });
    }

    private DateTimeOffset Now => time.Now;

    private Ledger Ledger => ledger;

    private Container Known(InstanceId instance)
    {
        MustAnswer();
        return Find(instance) ?? throw new HostUnavailableException($"there is no instance {instance}");
    }

    private void MustAnswer()
    {
        if (_silentCalls == 0) return;
        _silentCalls--;
        throw new HostUnavailableException("the engine does not answer");
    }
}
