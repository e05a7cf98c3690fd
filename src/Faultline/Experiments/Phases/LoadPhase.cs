using System.Globalization;
using Faultline.Faults;
using Faultline.Histories;
using Faultline.Load;
using Faultline.Recovery;

namespace Faultline.Experiments.Phases;

/// <summary>
/// Puts a prepared workload under load, with the faults beside it, and records every operation. When it ends, however, all
/// faults are undone and the history is on disk.
/// </summary>
/// <param name="context">What the run needs from outside.</param>
/// <param name="folder">Where the history goes.</param>
/// <param name="observer">Who watches.</param>
/// <param name="faults">The faults of the run.</param>
/// <param name="findings">Keeps what is found, as soon as it is.</param>
internal sealed class LoadPhase(RunContext context, RunFolder folder, IRunObserver observer, FaultPhase faults, RunFindings findings)
{
    private readonly Experiment _experiment = context.Experiment;
    private readonly IWorkload _workload = context.Workload;

    // When no more operations were begun, as a time of the run: as ticks, since a signal sets it from a thread of its own.
    private long _noneBegunAfter;

    /// <summary>Runs the load.</summary>
    /// <param name="prepared">What users do.</param>
    /// <param name="stop">Ends the load in order.</param>
    /// <param name="force">Ends the waiting for requests in flight and for readiness.</param>
    public async Task<LoadedRun> RunAsync(IPreparedWorkload prepared, CancellationToken stop, CancellationToken force)
    {
        Announce();
        stop.ThrowIfCancellationRequested();
        await using var recorder = HistoryRecorder.Create(folder.History, context.Time);
        if (recorder.IntentFailure is { } withoutLog)
            observer.Warned($"the log of what has begun could not be made, so a kill of the tool would leave no trace of what is in flight: {RunPipeline.Told(withoutLog)}");
        // Asking a slow system what serves takes seconds, which are none of the load's.
        await faults.NoteRunningAsync(stop);
        var clock = new RunClock(context.Time);
        findings.Clock = clock;
        faults.Arm(clock);
        LoadResult load;
        TimeSpan ended;
        try
        {
            load = await LoadAsync(Engine(prepared, recorder, clock, stop), clock, stop, force);
        }
        finally
        {
            ended = clock.Elapsed;
            try
            {
                await faults.HealAsync(force);
            }
            finally
            {
                await recorder.CompleteAsync();
                findings.OperationsLost = recorder.Lost;
            }

            TellWhatIsMissing(recorder);
        }

        await MeasureRecoveryAsync(force);
        return new LoadedRun
        {
            Clock = clock, Load = load, EndedAt = ended, Faults = faults.Events, RestoredAt = faults.RestoredAt, OperationsLost = recorder.Lost,
        };
    }

    private void TellWhatIsMissing(HistoryRecorder recorder)
    {
        if (recorder.Failure is { } failure) observer.Warned($"{recorder.Lost} operations could not be recorded: {RunPipeline.Told(failure)}");
        if (recorder is { IntentFailure: null, Unannounced: > 0 and var unannounced })
        {
            observer.Noted(string.Create(
                CultureInfo.InvariantCulture,
                $"{unannounced:N0} of {recorder.Recorded:N0} operations were not on record before they were sent, for want of room: had the tool been killed then, those in flight would be in no history"));
        }
    }

    private LoadEngine Engine(IPreparedWorkload prepared, HistoryRecorder recorder, RunClock clock, CancellationToken stop)
    {
        var engine = new LoadEngine(_experiment.Load, prepared.Scenario, recorder, clock) { Redaction = new Redaction(_workload.WithoutSecrets, _workload.LongestSecret) };
        engine.Snapshot += observer.LoadObserved;
        if (!faults.IsArmed) return engine;

        // No kill where no load is any more: requests in flight at the end are not what a fault is planned for.
        var runtime = _experiment.Load.Runtime;
        engine.Snapshot += snapshot =>
        {
            if (snapshot.Elapsed < runtime && !stop.IsCancellationRequested) faults.Observe(snapshot);
            prepared.Told(faults.Stage);
        };
        return engine;
    }

    private async Task<LoadResult> LoadAsync(LoadEngine engine, RunClock clock, CancellationToken stop, CancellationToken force)
    {
        var faultsFirst = _experiment.FaultsFirst && faults.IsArmed;
        if (faultsFirst)
        {
            faults.Observe(LoadSnapshot.Empty with { Elapsed = clock.Elapsed });
            await faults.InjectedAsync(stop);
        }

        _noneBegunAfter = (clock.Elapsed + _experiment.Load.Runtime).Ticks;
        await using var stopping = stop.UnsafeRegister(_ => EndedAtLatest(clock.Elapsed), null);
        var load = await engine.RunAsync(stop, force);
        findings.Load = load;
        findings.Transactions = Attempts(load);
        if (load.Stopped) findings.Interrupted = $"stopped by a signal {HowFar()}";
        if (faultsFirst) await faults.RecoveredAsync(stop);
        return load;
    }

    private void Announce()
    {
        var extent = _experiment.Attempts is { } attempts
            ? string.Create(CultureInfo.InvariantCulture, $"{attempts:N0} {_workload.Profile.Words.Attempt.Many}, {_experiment.Load.Users:N0} at once")
            : $"{_experiment.Load.Users} users over {_experiment.Load.Runtime.TotalSeconds:0} s";
        var planned = FaultInjector.Planned(_experiment.Faults).Count switch { 1 => "1 fault", var n => $"{n} faults" };
        observer.PhaseStarted(RunPhase.Load, $"{extent}, {planned} planned");
        foreach (var note in _experiment.AllPlanNotes) observer.Planned(note);
    }

    /// <summary>Also after a load that was stopped: what can be told of its faults is told.</summary>
    private async Task MeasureRecoveryAsync(CancellationToken force)
    {
        if (!faults.IsArmed) return;

        findings.Recovery = await RecoveryMeter.MeasureAsync(
            _experiment.Load.Model, HistoryReader.ReadAsync(folder.History, force), faults.Events, _workload.Reaches, new TimeSpan(_noneBegunAfter), force);
    }

    private void EndedAtLatest(TimeSpan at) => _noneBegunAfter = Math.Min(_noneBegunAfter, at.Ticks);

    private string HowFar() => _experiment.Attempts is { } planned
        ? string.Create(CultureInfo.InvariantCulture, $"after {findings.AllTransactions.Attempted:N0} of {planned:N0} attempts")
        : string.Create(CultureInfo.InvariantCulture, $"after {new TimeSpan(_noneBegunAfter).TotalSeconds:0} of {_experiment.Load.Runtime.TotalSeconds:0} s");

    /// <summary>Attempts as the engine counted them, also where the run is stopped before its history is read.</summary>
    private TransactionTotals[] Attempts(LoadResult load) =>
        [.. _workload.TransactionKinds.Select(kind =>
        {
            var counted = load.ByKind.FirstOrDefault(k => k.Kind == kind)?.Requests ?? RequestTotals.None;
            return new TransactionTotals(kind, counted.Ok + counted.Failed + counted.Unknown, counted.Ok, counted.Failed, counted.Unknown);
        })];
}
