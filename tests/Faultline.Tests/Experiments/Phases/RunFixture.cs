using Faultline.Experiments;
using Faultline.Experiments.Phases;
using Faultline.Faults;
using Faultline.Faults.Triggers;
using Faultline.Hosting.State;
using Faultline.Load;
using Faultline.Load.Models;
using Faultline.Tests.Faults;
using Faultline.Tests.Histories;

namespace Faultline.Tests.Experiments.Phases;

/// <summary>
/// All that a run needs, in memory and in a folder of its own: a service, a purse with one user, and a clock that stands still
/// until a test moves it, so that no operation times out.
/// </summary>
internal sealed class RunFixture : IDisposable
{
    public const string Service = "purse-service";
    public const string Instance = "purse-service-1";

    private static readonly TimeSpan Snapshot = TimeSpan.FromMilliseconds(10);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _force = new();

    public RunFixture(params FaultRule[] rules)
    {
        Workload = new PurseWorkload(Time);
        var hour = TimeSpan.FromHours(1);
        Experiment = new Experiment
        {
            Name = "purse",
            Load = new LoadPlan { Model = new ClosedModel(1, 1), Runtime = hour, OperationTimeout = hour, DrainTimeout = hour },
            Faults = new FaultPlan(rules),
            OutputDirectory = Path.Combine(_folder.Path, "results"),
            Project = "purse",
        };
        Findings = new RunFindings { Transactions = [new TransactionTotals(PurseWorkload.Kind, 0, 0, 0, 0)] };
    }

    /// <summary>A kill at the first look at the load.</summary>
    public static FaultRule KillAtOnce { get; } = Rules.Kill(new TimeTrigger(0), [Service]);

    public SteppedTime Time { get; } = new();

    public HostDouble Services { get; } = new HostDouble().With(Service, 1);

    /// <summary>Whether nothing is there that runs the services.</summary>
    public bool IsHostless { get; init; }

    public PurseWorkload Workload { get; }

    public Experiment Experiment { get; set; }

    public RunWatcher Watcher { get; } = new();

    public StoreDouble Store { get; } = new();

    public StateFolder State => new(Path.Combine(_folder.Path, "state"));

    public RunContext Context => new(Experiment, Workload, IsHostless ? null : Services, Store, [Watcher], Time) { State = State };

    public RunFolder Folder => field ??= RunFolder.Create(Experiment.OutputDirectory, Experiment.Name, Time.GetUtcNow());

    public RunFindings Findings { get; }

    public FaultPhase Faults => field ??= new FaultPhase(Context, Watcher);

    public Observers Observers => field ??= new Observers([Watcher]);

    public RunComposer Composer => field ??= new RunComposer(Context, Folder, Observers, [new ServiceCount(Service, 1)], Findings, Faults);

    public UndoJournal Journal => UndoJournal.Open(Services.System, Time, State);

    public CancellationToken Stop => _stop.Token;

    public CancellationToken Force => _force.Token;

    /// <summary>A person presses Ctrl-C.</summary>
    public void PressOnce() => _stop.Cancel();

    /// <summary>A person presses Ctrl-C twice.</summary>
    public void PressTwice()
    {
        _stop.Cancel();
        _force.Cancel();
    }

    /// <summary>Lets so much time pass that the load is looked at once more.</summary>
    public async Task LookAsync()
    {
        Time.Advance(Snapshot);
        await Watcher.ObservedAsync();
    }

    /// <summary>In the midst of the load: waits until the fault that is due at once stands.</summary>
    public async Task KilledAsync()
    {
        await LookAsync();
        await Watcher.Lines.ToldAsync("fault: killed");
    }

    /// <summary>A user who asks, meets the fault that is due at once, and asks once more; then something happens.</summary>
    public void KilledThen(Action then) => Workload.Iterating = async user =>
    {
        await Workload.AskAsync(user);
        await KilledAsync();
        await Workload.AskAsync(user);
        then();
        user.Leave();
    };

    public Task<LoadedRun> LoadAsync() => new LoadPhase(Context, Folder, Watcher, Faults, Findings).RunAsync(Workload, Stop, Force);

    /// <summary>Judges what was loaded; time passes meanwhile.</summary>
    public Task JudgeAsync(LoadedRun loaded) => PassingAsync(new JudgePhase(Context, Folder, Watcher, Findings).RunAsync(
        Workload, loaded, () => Composer.Conditions(finished: true), Force));

    /// <summary>Lets time pass until something is over.</summary>
    public async Task PassingAsync(Task running)
    {
        while (!running.IsCompleted)
        {
            Time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        await running;
    }

    /// <summary>Lets time pass from the moment on at which the load is over and the books are read.</summary>
    public async Task<T> SettlingAsync<T>(Task<T> running)
    {
        await Task.WhenAny(running, Watcher.Lines.ToldAsync($"{RunPhase.Settle}: "));
        await PassingAsync(running);
        return await running;
    }

    public void Dispose()
    {
        Workload.Dispose();
        _stop.Dispose();
        _force.Dispose();
        _folder.Dispose();
    }
}
