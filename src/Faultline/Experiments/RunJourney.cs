using System.Globalization;
using Faultline.Checking;
using Faultline.Configuration;
using Faultline.Faults;
using Faultline.Histories;
using Faultline.Hosting;
using Faultline.Load;
using Faultline.Recovery;

namespace Faultline.Experiments;

/// <summary>One run from its folder to its verdict. Holds what the phases hand on to each other.</summary>
internal sealed class RunJourney(
    RunContext context, RunFolder folder, Observers observers, IReadOnlyList<ServiceCount> services)
{
    private readonly Experiment _experiment = context.Experiment;
    private readonly IWorkload _workload = context.Workload;
    private readonly RunFindings _findings = new()
    {
        Transactions = [.. context.Workload.TransactionKinds.Select(kind => new TransactionTotals(kind, 0, 0, 0, 0))],
    };

    private readonly DateTimeOffset _created = context.Time.GetUtcNow();
    private RunClock? _clock;
    private FaultInjector? _injector;
    private string? _interrupted;
    private Task _savingSoFar = Task.CompletedTask;

    /// <summary>Whether the load has begun; from then on what was found is kept, whatever happens.</summary>
    public bool HasBegun => _clock is not null;

    public async Task<FinishedRun> GoAsync(CancellationToken stop, CancellationToken force)
    {
        await context.Store.SaveAsync(Compose(finished: false), folder);
        try
        {
            observers.PhaseStarted(RunPhase.Populate, "preparing entities and reading their balances");
            await _workload.PrepareAsync(observers, stop);
            folder.PointLatest();
            await LoadAsync(stop, force);
            await JudgeAsync(force);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _interrupted ??= "stopped by a signal";
            if (_findings is { Load: not null, Audit: null }) _interrupted += ", and its books were not judged";
        }
        catch (Exception e) when (_clock is not null || !ExperimentRunner.NeverBegan(e))
        {
            _interrupted = $"ended by an error: {UrlText.WithoutSecrets(Told(e))}";
            await EndAsync(force);
            throw;
        }

        await EndAsync(force);
        return new FinishedRun(Compose(finished: true), folder);
    }

    /// <summary>However the run ended: everything is restored, and what was found is kept.</summary>
    private async Task EndAsync(CancellationToken force)
    {
        await HealAsync(force);
        observers.PhaseStarted(RunPhase.Report, "writing results");
        // What kept the earlier state from being written must not keep the result from it.
        await _savingSoFar.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await SaveAsync(Compose(finished: true));
        RunSeal.WriteOrWarn(folder.Path, finished: true, observers);
        folder.PointLatest();
    }

    /// <summary>An error in words; of this one the runtime only tells the name.</summary>
    private static string Told(Exception e) => e is OutOfMemoryException ? "there was not enough memory" : e.Message;

    private async Task SaveAsync(Run run)
    {
        try
        {
            await context.Store.SaveAsync(run, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The result is still told to whoever waits for it.
            observers.Warned($"the results could not be written to {folder.Path}: {e.Message}");
        }
    }

    private async Task LoadAsync(CancellationToken stop, CancellationToken force)
    {
        observers.PhaseStarted(
            RunPhase.Load,
            $"{Extent()}, {FaultInjector.Planned(_experiment.Faults).Count switch { 1 => "1 fault", var n => $"{n} faults" }} planned");
        foreach (var note in _experiment.AllPlanNotes) observers.Planned(note);
        stop.ThrowIfCancellationRequested();
        await using var recorder = HistoryRecorder.Create(folder.History, context.Time);
        // Asking a slow system what serves takes seconds, which are none of the load's.
        var journal = await NoteRunningAsync(stop);
        _clock = new RunClock(context.Time);
        var engine = new LoadEngine(_experiment.Load, _workload.Scenario, recorder, _clock);
        engine.Snapshot += observers.LoadObserved;
        if (context.Host is { } host && journal is not null)
        {
            _injector = new FaultInjector(_experiment.Faults, host, journal, _clock, new Random(_experiment.Load.Seed), observers.FaultChanged);
            // No kill where no load is any more: requests in flight at the end are not what a fault is planned for.
            var (injector, runtime) = (_injector, _experiment.Load.Runtime);
            engine.Snapshot += snapshot =>
            {
                if (snapshot.Elapsed < runtime && !stop.IsCancellationRequested) Observe(injector, snapshot);
                _workload.Told(FaultStages.Of(injector.Events));
            };
        }

        try
        {
            var faultsFirst = _experiment.FaultsFirst && _injector is not null;
            if (faultsFirst)
            {
                Observe(_injector!, LoadSnapshot.Empty with { Elapsed = _clock.Elapsed });
                await _injector!.InjectedAsync(stop);
            }

            _findings.NoneBegunAfter = _clock.Elapsed + _experiment.Load.Runtime;
            await using var stopping = stop.UnsafeRegister(_ => EndedAtLatest(_clock.Elapsed), null);
            _findings.Load = await engine.RunAsync(stop, force);
            _findings.Transactions = Attempts(_findings.Load);
            if (_findings.Load.Stopped) _interrupted = $"stopped by a signal {HowFar(_findings.NoneBegunAfter)}";
            if (faultsFirst) await _injector!.RecoveredAsync(_experiment.ReadyCap, stop);
        }
        finally
        {
            _findings.LoadEnded = context.Time.GetTimestamp();
            await HealAsync(force);
            await recorder.CompleteAsync();
            _findings.OperationsLost = recorder.Lost;
            if (recorder.Failure is { } failure) observers.Warned($"{recorder.Lost} operations could not be recorded: {Told(failure)}");
        }

        await MeasureRecoveryAsync(force);
        // What was measured is on disk soon, whatever becomes of the rest; the books need not wait for it.
        var soFar = Compose(finished: false);
        _savingSoFar = Task.Run(() => SaveAsync(soFar), CancellationToken.None);
    }

    /// <summary>Notes what runs, in the journal that the faults are then written to; null where none are planned.</summary>
    private async Task<UndoJournal?> NoteRunningAsync(CancellationToken stop)
    {
        // Without a plan nothing there is this run's business.
        if (context.Host is not { } host || _experiment.Faults.Rules.Count == 0) return null;

        var journal = UndoJournal.Open(host.System, context.Time);
        await Healer.NoteRunningAsync(host, journal, context.Time, stop);
        return journal;
    }

    private void Observe(FaultInjector injector, LoadSnapshot snapshot)
    {
        if (injector.Observe(snapshot)) observers.KillsWaiting(injector.Waiting);
    }

    private string Extent() => _experiment.Attempts is { } attempts
        ? string.Create(CultureInfo.InvariantCulture, $"{attempts:N0} {_workload.Profile.Words.Attempt.Many}, {_experiment.Load.Users:N0} at once")
        : $"{_experiment.Load.Users} users over {_experiment.Load.Runtime.TotalSeconds:0} s";

    /// <summary>Also after a load that was stopped: what can be told of its faults is told.</summary>
    private async Task MeasureRecoveryAsync(CancellationToken force)
    {
        if (_injector is null) return;

        _findings.Recovery = await RecoveryMeter.MeasureAsync(
            _experiment.Load.Model, HistoryReader.ReadAsync(folder.History, force), _injector.Events, _workload.Reaches, _findings.NoneBegunAfter, force);
    }

    private string HowFar(TimeSpan ended) => _experiment.Attempts is { } planned
        ? string.Create(CultureInfo.InvariantCulture, $"after {_findings.AllTransactions.Attempted:N0} of {planned:N0} attempts")
        : string.Create(CultureInfo.InvariantCulture, $"after {ended.TotalSeconds:0} of {_experiment.Load.Runtime.TotalSeconds:0} s");

    private void EndedAtLatest(TimeSpan at)
    {
        if (at < _findings.NoneBegunAfter) _findings.NoneBegunAfter = at;
    }

    private async Task HealAsync(CancellationToken force)
    {
        if (_injector is null || context.Host is not { } host || _findings.Healed) return;
        observers.PhaseStarted(RunPhase.Heal, "restoring killed services");
        // Restoring is never cancelled by the first Ctrl-C; only a second one stops the wait for readiness.
        var healing = _injector.HealAllAsync(_experiment.ReadyCap, force);

        // Beside the faults, since a service may not be ready before its store is; and what the faults held, after them.
        var restored = await RestoreRunningAsync(host, force);
        string[] failures = [.. await healing, .. restored, .. await RestoreRunningAsync(host, force)];
        _findings.Healed = true;
        _findings.NotHealed = failures;
        foreach (var failure in failures) observers.Warned(failure);
    }

    private async Task<IReadOnlyList<string>> RestoreRunningAsync(IServiceHost host, CancellationToken force)
    {
        var journal = UndoJournal.Open(host.System, context.Time);
        var restored = await Healer.RestoreRunningAsync(host, journal, _experiment.ReadyCap, context.Time, force);
        if (restored.Lines.Count > 0) _findings.RestoredAt = _clock?.Elapsed;
        foreach (var line in restored.Lines) observers.Warned($"stopped during the run, and not by a planned fault: {line}");
        return restored.Failures;
    }

    /// <summary>Attempts as the engine counted them, also where the run is stopped before its history is read.</summary>
    private TransactionTotals[] Attempts(LoadResult load) =>
        [.. _workload.TransactionKinds.Select(kind =>
        {
            var counted = load.ByKind.FirstOrDefault(k => k.Kind == kind)?.Requests ?? RequestTotals.None;
            return new TransactionTotals(kind, counted.Ok + counted.Failed + counted.Unknown, counted.Ok, counted.Failed, counted.Unknown);
        })];

    /// <summary>The first signal ends the load, and what there is by then is judged; only a second one skips that.</summary>
    private async Task JudgeAsync(CancellationToken force)
    {
        var phase = new JudgingPhase(context, folder, observers, _findings, _clock!);
        await phase.RunAsync(Faults(), () => Conditions(finished: true, Faults()), force);
    }

    private IReadOnlyList<FaultEvent> Faults() =>
        [.. (_injector?.Events ?? FaultInjector.Planned(_experiment.Faults)).Select(f => f.Error is { } error ? f with { Error = UrlText.WithoutSecrets(error) } : f)];

    private Run Compose(bool finished)
    {
        var load = _findings.Load;
        var events = Faults();
        return new Run
        {
            Id = folder.Id,
            Name = _experiment.Name,
            Kind = _experiment.Kind,
            StartedAt = _clock?.StartedAt ?? _created,
            FinishedAt = finished ? context.Time.GetUtcNow() : null,
            Interrupted = _interrupted,
            System = new SystemUnderTest(
                _experiment.Project.Length == 0 ? "none" : context.Host?.Kind ?? "none", _experiment.Project, _experiment.Project.Length == 0 ? [] : services)
            {
                Variant = _experiment.Variant,
                Bug = _experiment.Bug,
            },
            Load = new LoadDescription(
                _experiment.Load.Model.Name, _experiment.Load.Users, _experiment.Load.Model.SpawnRate,
                _experiment.EndsWithUsers ? load?.Timeline.Count ?? 0 : _experiment.Load.Runtime.TotalSeconds,
                _experiment.Load.Seed, _workload.Population) { Behaviour = _workload.Behaviour },
            Requests = load?.Totals ?? RequestTotals.None,
            ByKind = load?.ByKind ?? [],
            Workload = _workload.Profile.Name,
            Words = _workload.Profile.Words,
            Transactions = [.. _findings.Transactions.Select(t => t with { Repeat = load is null ? null : _workload.RepeatOf(t.Kind) })],
            Coverage = Covered,
            Plan = _experiment.AllPlanNotes,
            Faults = events,
            Recovery = _findings.Recovery ?? [.. events.Select(FaultRecovery.Of)],
            Section = _findings.Section,
            Audit = _findings.Audit,
            Verdict = Verdict.Judge(_findings.Audit, Conditions(finished, events)),
            Generator = load?.Generator ?? GeneratorHealth.None,
            Converged = _findings.Convergence,
            Timeline = load?.Timeline ?? [],
            Evidence = _findings.Evidence,
            Failures = _findings.Failures,
            Warnings = observers.Warnings,
            Command = _experiment.Command,
            Versions = _experiment.Versions,
        };
    }

    private Coverage Covered => _workload.Coverage with { Attempts = _findings.AllTransactions.Attempted };

    private RunConditions Conditions(bool finished, IReadOnlyList<FaultEvent> events) => new()
    {
        Finished = finished,
        Interrupted = _interrupted,
        Converged = _findings.Convergence?.Reached ?? false,
        UnreadableAccounts = _findings.Convergence?.Unreadable ?? 0,
        Succeeded = _findings.AllTransactions.Succeeded,
        FaultsPlanned = events.Count,
        FaultsDelivered = events.Count(e => e.Delivered),
        NotHealed = _findings.NotHealed.Count,
        OperationsLost = _findings.OperationsLost,
        Coverage = Covered,
        MaxBlindSpot = _experiment.MaxBlindSpot,
    };
}
