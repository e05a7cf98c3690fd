using Faultline.Configuration;
using Faultline.Faults;
using Faultline.Histories;
using Faultline.Hosting;

namespace Faultline.Experiments.Phases;

/// <summary>
/// The faults of a run, beside its load: what ran is noted before it, triggers are watched while it goes on, and everything
/// is restored after it, once, however it ended.
/// </summary>
internal sealed class FaultPhase(RunContext context, IRunObserver observer)
{
    private readonly Experiment _experiment = context.Experiment;
    private UndoJournal? _journal;
    private FaultInjector? _injector;
    private RunClock? _clock;
    private bool _isHealed;

    /// <summary>Whether there are any that can take place.</summary>
    public bool IsArmed => _injector is not null;

    /// <summary>The faults as they stand, without secrets.</summary>
    public IReadOnlyList<FaultEvent> Events =>
        [.. (_injector?.Events ?? FaultInjector.Planned(_experiment.Faults)).Select(f => f.Error is { } error ? f with { Error = UrlText.WithoutSecrets(error) } : f)];

    /// <summary>What could not be undone, in sentences.</summary>
    public IReadOnlyList<string> NotHealed { get; private set; } = [];

    /// <summary>Time of the run at which services that had stopped by themselves were running again; null where none had.</summary>
    public TimeSpan? RestoredAt { get; private set; }

    /// <summary>Notes what runs, in the journal that the faults are then written to. It may take seconds on a slow system.</summary>
    public async Task NoteRunningAsync(CancellationToken cancellationToken)
    {
        // Without a plan nothing there is this run's business.
        if (context.Host is not { } host || _experiment.Faults.Rules.Count == 0) return;

        var journal = UndoJournal.Open(host.System, context.Time, context.State);
        await Healer.NoteRunningAsync(host, journal, context.Time, cancellationToken);
        _journal = journal;
    }

    /// <summary>Begins to watch for the triggers, from the start of the load on.</summary>
    public void Arm(RunClock clock)
    {
        _clock = clock;
        if (context.Host is { } host && _journal is { } journal)
            _injector = new FaultInjector(_experiment.Faults, host, journal, clock, new Random(_experiment.Load.Seed), observer.FaultChanged);
    }

    /// <summary>Fires what has become due; returns at once.</summary>
    public void Observe(LoadSnapshot snapshot)
    {
        if (_injector is { } injector && injector.Observe(snapshot)) observer.KillsWaiting(injector.Waiting);
    }

    /// <summary>How far the faults are.</summary>
    public FaultStage Stage => _injector is { } injector ? FaultStages.Of(injector.Events) : FaultStage.Ahead;

    /// <summary>Waits until whatever has been fired is confirmed, or failed.</summary>
    public Task InjectedAsync(CancellationToken cancellationToken) => _injector?.InjectedAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Waits until what is to be brought back in its time is ready again.</summary>
    public Task RecoveredAsync(CancellationToken cancellationToken) =>
        _injector?.RecoveredAsync(_experiment.ReadyCap, cancellationToken) ?? Task.CompletedTask;

    /// <summary>Restores everything; the second time it does nothing.</summary>
    /// <param name="force">Ends the wait for readiness, never the restoring.</param>
    public async Task HealAsync(CancellationToken force)
    {
        if (_injector is null || _journal is not { } journal || context.Host is not { } host || _isHealed) return;

        var restored = new List<string>();
        try
        {
            observer.PhaseStarted(RunPhase.Heal, "restoring killed services");
        }
        finally
        {
            // A view that throws keeps nothing down; what it throws is passed on once all is restored.
            NotHealed = await RestoreAsync(_injector, host, journal, restored, force);
            _isHealed = true;
        }

        foreach (var line in restored) observer.Warned($"stopped during the run, and not by a planned fault: {line}");
        foreach (var failure in NotHealed) observer.Warned(failure);
    }

    private async Task<IReadOnlyList<string>> RestoreAsync(
        FaultInjector injector, IServiceHost host, UndoJournal journal, List<string> restored, CancellationToken force)
    {
        // Restoring is never cancelled by the first Ctrl-C; only a second one stops the wait for readiness.
        var healing = injector.HealAllAsync(_experiment.ReadyCap, force);

        // Beside the faults, since a service may not be ready before its store is; and what the faults held, after them.
        var beside = await RestoreRunningAsync(host, journal, restored, force);
        return [.. await healing, .. beside, .. await RestoreRunningAsync(host, journal, restored, force)];
    }

    private async Task<IReadOnlyList<string>> RestoreRunningAsync(IServiceHost host, UndoJournal journal, List<string> lines, CancellationToken force)
    {
        var restored = await Healer.RestoreRunningAsync(host, journal, _experiment.ReadyCap, context.Time, force);
        if (restored.Lines.Count > 0) RestoredAt = _clock?.Elapsed;
        lines.AddRange(restored.Lines);
        return restored.Failures;
    }
}
