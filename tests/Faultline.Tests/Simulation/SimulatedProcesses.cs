using System.Globalization;
using Faultline.Hosting.Machine;
using Faultline.Hosting;
using Faultline.Hosting.Processes;

namespace Faultline.Tests.Simulation;

/// <summary>A machine's processes and ports in memory, with the instances of one folder and with strangers.</summary>
internal sealed class SimulatedProcesses(SimulatedDisk disk, SimulatedTime time, Ledger ledger) : ISimulatedSystem
{
    /// <summary>Where its instances are kept.</summary>
    public const string Folder = "/shop";

    private readonly InstanceRecords _records = new(new PeekDisk(disk), Folder);
    private readonly Dictionary<string, SimulatedProgram> _programs = [];
    private readonly Dictionary<int, ReadyAnswer> _strangers = [];
    private readonly List<SimulatedProcess> _processes = [];
    private int _pids = 100;
    private int _boots = 1;
    private bool _isShort;

    public IReadOnlyList<InstanceId> Instances => [.. _programs.Values.Select(p => p.Id)];

    private string Boot => string.Create(CultureInfo.InvariantCulture, $"boot-{_boots}");

    /// <summary>Makes a program known; the tool starts it.</summary>
    public ProcessSpec Add(string service, string instance, Action<SimulatedProgram> set)
    {
        var program = new SimulatedProgram(new InstanceId(instance), 8000 + _programs.Count);
        set(program);
        _programs.Add(instance, program);
        return new ProcessSpec
        {
            Service = service,
            Instance = instance,
            FileName = instance,
            WorkingDirectory = "/",
            ReadyUrl = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{program.Port}/health")),
        };
    }

    public IServiceHost HostFor(ToolLife life, Sabotage sabotage) =>
        sabotage.Host(new WitnessedHost(ProcessHostFor(life, sabotage), ledger));

    /// <summary>The tool's own host of processes.</summary>
    public ProcessHost ProcessHostFor(ToolLife life, Sabotage sabotage) =>
        new(Folder, sabotage.Disk(new ToolDisk(disk, life)), sabotage.Processes(new ToolProcesses(this, life)), time.For(life));

    public bool IsUp(InstanceId id) => Executing(id.Value) is not null;

    public bool CanServe(InstanceId id) => _programs[id.Value] is { IsMissing: false, Status: < 300 };

    public string? Disturb(Random random)
    {
        var program = _programs.Values.ElementAt(random.Next(_programs.Count));
        var process = Executing(program.Id.Value);
        // Strangers most: they are what an instance is most easily mistaken for.
        switch (random.Next(10))
        {
            case 0 or > 6 when StrangerAt(program.Port) is null:
                var status = random.Next(2) == 0 ? 200 : 500;
                _strangers[program.Port] = new ReadyAnswer(status, random.Next(3) == 0 ? "a-stranger" : null);
                return string.Create(CultureInfo.InvariantCulture, $"a stranger takes the port of {program.Id} as soon as it is free, and answers {status}");
            case 1:
                program.IsMissing = true;
                return $"the program of {program.Id} is gone";
            case 2 when process is not null:
                process.State = InstanceState.Exited;
                if (process.GivesUpAt == DateTimeOffset.MaxValue) ledger.TakenDownByOthers(program.Id);
                return $"{program.Id} ends by itself";
            case 3 when process is not null:
                process.State = InstanceState.Paused;
                return $"{program.Id} is frozen";
            case 4:
                _isShort = true;
                return "the next process is gone before it can be looked at";
            case 5:
                program.Status = 503;
                return $"{program.Id} answers 503";
            case 6:
                program.WarmUp = TimeSpan.FromSeconds(1);
                return $"{program.Id} takes 1 s to serve";
            default:
                return null;
        }
    }

    public void Calm()
    {
        foreach (var process in _processes.Where(p => p.GivesUpAt < DateTimeOffset.MaxValue)) process.State = InstanceState.Exited;
        _strangers.Clear();
        _isShort = false;
        foreach (var program in _programs.Values)
        {
            (program.IsMissing, program.Status) = (false, 200);
            program.WarmUp = TimeSpan.Zero;
        }
    }

    public void ToolDied(ToolLife life)
    {
        // What is held back ends with whoever holds it, and so does nothing else.
        foreach (var held in _processes.Where(p => p.Holder == life)) held.State = InstanceState.Exited;
    }

    public void LosePower()
    {
        ledger.PowerLost([.. Instances.Where(IsUp)]);
        _boots++;
        _pids = 100;
        _strangers.Clear();
        foreach (var process in _processes) process.State = InstanceState.Exited;
    }

    public IEnumerable<string> Wrongs()
    {
        foreach (var ofOne in _processes.Where(p => p.IsAlive).GroupBy(p => p.Program.Id))
        {
            if (ofOne.Count() > 1) yield return $"{ofOne.Key} runs {ofOne.Count()} times";
            foreach (var process in ofOne)
                if (_records.Read(ofOne.Key)?.Process != process.Identity) yield return $"{ofOne.Key} runs and is not on record";
        }
    }

    private SimulatedProcess? Executing(string instance) => _processes.Find(p => p.IsAlive && p.Holder is null && p.Program.Id.Value == instance);

    private SimulatedProcess? Owner(int port) =>
        _processes.Find(p => p.IsAlive && p.Holder is null && p.GivesUpAt == DateTimeOffset.MaxValue && p.Program.Port == port);

    /// <summary>What a stranger answers at a port; one that wants it waits until its owner is gone.</summary>
    private ReadyAnswer? StrangerAt(int port) => Owner(port) is null && _strangers.TryGetValue(port, out var answer) ? answer : null;

    private SimulatedProcess? Find(ProcessIdentity identity) => _processes.Find(p => p.Identity == identity);

    private InstanceState Look(ProcessIdentity identity)
    {
        if (Find(identity) is not { } process) return InstanceState.Exited;
        if (process.GivesUpAt <= time.Now) process.State = InstanceState.Exited;
        return process.Look();
    }

    private SimulatedProcess? Make(ProcessSpec spec, ToolLife life)
    {
        if (_isShort)
        {
            _isShort = false;
            return null;
        }

        var process = new SimulatedProcess(new ProcessIdentity(++_pids, time.Now.Ticks, Boot), _programs[spec.Instance], life);
        _processes.Add(process);
        return process;
    }

    private void Execute(SimulatedProcess process)
    {
        if (!process.IsAlive) return;
        var program = process.Program;
        var isPortTaken = StrangerAt(program.Port) is not null;
        process.Holder = null;
        if (program.IsMissing)
        {
            process.State = InstanceState.Exited;
        }
        else if (isPortTaken)
        {
            process.LackPort(time.Now + program.Patience);
        }
        else
        {
            process.ServesFrom = time.Now + program.WarmUp;
            ledger.CameUp(program.Id);
        }
    }

    private void Signal(ProcessIdentity identity, int signal)
    {
        if (Find(identity) is not { IsAlive: true } process) return;
        if (signal == Signals.Sigcont)
        {
            process.State = InstanceState.Running;
            return;
        }

        process.EndAfter(process.Program.LooksToDie);
        ledger.TakenDownByTool(process.Program.Id);
    }

    private ReadyAnswer? Ask(int port)
    {
        if (StrangerAt(port) is { } strange) return strange;
        return Owner(port) is { State: InstanceState.Running } process && time.Now >= process.ServesFrom
            ? new ReadyAnswer(process.Program.Status, process.Program.Id.Value)
            : null;
    }

    private sealed class ToolProcesses(SimulatedProcesses all, ToolLife life) : IProcessTable
    {
        public Task<IHeldProcess?> PrepareAsync(ProcessSpec spec) => Task.FromResult<IHeldProcess?>(
            life.Change($"make a process of {spec.Instance}", () => all.Make(spec, life)) is { } made ? new Held(all, made, life) : null);

        public InstanceState State(ProcessIdentity process) =>
            life.Look($"look at {NameOf(process)}", () => all.Look(process));

        public void Signal(ProcessIdentity process, int signal) =>
            life.Change(string.Create(CultureInfo.InvariantCulture, $"signal {signal} to {NameOf(process)}"), () => all.Signal(process, signal));

        public Task<ReadyAnswer?> AskAsync(Uri url, CancellationToken cancellationToken) => Task.FromResult(life.Look($"ask {url}", () => all.Ask(url.Port)));

        public bool Listens(ProcessIdentity process, System.Net.IPAddress address, int port) =>
            life.Look($"who listens at {port}", () => all.StrangerAt(port) is null && all.Owner(port)?.Identity == process);

        private string NameOf(ProcessIdentity process) => all.Find(process)?.Program.Id.Value ?? "a process that is no more";
    }

    private sealed class Held(SimulatedProcesses all, SimulatedProcess process, ToolLife life) : IHeldProcess
    {
        public long? OpenFiles => null;

        public ProcessIdentity Identity => process.Identity;

        public Task ReleaseAsync()
        {
            life.Change($"let {process.Program.Id} execute", () => all.Execute(process));
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            if (process.Holder == life) process.State = InstanceState.Exited;
            return ValueTask.CompletedTask;
        }
    }
}
