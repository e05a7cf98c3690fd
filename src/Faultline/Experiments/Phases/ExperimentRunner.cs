using Faultline.Configuration;
using Faultline.Hosting;
using Faultline.Hosting.State;

namespace Faultline.Experiments.Phases;

/// <summary>Everything that one run needs from outside.</summary>
/// <param name="Experiment">What to do.</param>
/// <param name="Workload">What users do, and how the state maps to accounts.</param>
/// <param name="Host">What runs the services; null where no fault is planned and none is there.</param>
/// <param name="Store">Writes the run's files.</param>
/// <param name="Observers">Who watches.</param>
/// <param name="Time">The source of time.</param>
public sealed record RunContext(
    Experiment Experiment,
    IWorkload Workload,
    IServiceHost? Host,
    IRunStore Store,
    IReadOnlyList<IRunObserver> Observers,
    TimeProvider Time)
{
    /// <summary>Where locks and the undo journal are kept.</summary>
    public StateFolder State { get; init; } = StateFolder.OfUser;
}

/// <summary>
/// Takes a run through its phases: preflight, populate, load with faults, heal, settle, audit, report. Healing and
/// reporting happen however the run ends.
/// </summary>
public sealed class ExperimentRunner(RunContext context)
{
    private readonly Experiment _experiment = context.Experiment;
    private readonly TimeProvider _time = context.Time;

    /// <summary>Runs the experiment.</summary>
    /// <param name="stop">Asks the run to end in order: no new requests, restore, report.</param>
    /// <param name="force">Asks it not to wait for requests in flight.</param>
    /// <returns>The result, also where the run was stopped.</returns>
    /// <exception cref="ConfigurationException">The configuration does not fit the system; nothing was harmed.</exception>
    /// <exception cref="TargetUnavailableException">The system does not answer; nothing was harmed.</exception>
    /// <exception cref="HostUnavailableException">The host of the services cannot be reached, or is busy with another run.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before it began; nothing was harmed.</exception>
    public async Task<FinishedRun> RunAsync(CancellationToken stop, CancellationToken force)
    {
        var first = new Observers(context.Observers, hide: context.Workload.WithoutSecrets);
        first.PhaseStarted(RunPhase.Preflight, "checking configuration, services and targets");
        var folder = RunFolder.Create(_experiment.OutputDirectory, _experiment.Name, _time.GetUtcNow());
        using var preflight = new Preflight(context, first);
        RunPipeline? pipeline = null;
        try
        {
            var services = await preflight.CheckServicesAsync(stop);
            await context.Workload.CheckTargetsAsync(stop);
            using var log = new RunLog(folder.File("run.log"), _time);
            var observers = new Observers([.. context.Observers, log], first.Warnings, context.Workload.WithoutSecrets);
            observers.Noted($"run {folder.Id}: {_experiment.Command}");
            foreach (var warning in first.Warnings) log.Warned(warning);
            foreach (var warning in _experiment.Warnings) observers.Warned(warning);
            pipeline = new RunPipeline(context, folder, observers, services);
            return await pipeline.RunAsync(stop, force);
        }
        catch (Exception e) when (NeverBegan(e) && pipeline is not { HasBegun: true })
        {
            // Nothing was found out and nothing was harmed: an empty folder would only be in the way.
            folder.Discard();
            throw;
        }
    }

    /// <summary>These are thrown before the load only; later, what is not available is a finding.</summary>
    internal static bool NeverBegan(Exception e) =>
        e is ConfigurationException or TargetUnavailableException or HostUnavailableException or OperationCanceledException;
}

/// <summary>A run that has ended, and where its files are.</summary>
public sealed record FinishedRun(Run Run, RunFolder Folder);
