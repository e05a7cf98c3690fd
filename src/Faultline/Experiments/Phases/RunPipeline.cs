using Faultline.Configuration;

namespace Faultline.Experiments.Phases;

/// <summary>
/// One run from its folder to its verdict: prepare, load with faults, judge, report. Each phase needs what the one before it
/// returns; what they find on the way is kept, whatever happens.
/// </summary>
internal sealed class RunPipeline
{
    private readonly RunContext _context;
    private readonly RunFolder _folder;
    private readonly Observers _observers;
    private readonly RunFindings _findings;
    private readonly FaultPhase _faults;
    private readonly RunComposer _composer;
    private Task _savingSoFar = Task.CompletedTask;

    /// <summary>A run of these services whose targets answer.</summary>
    public RunPipeline(RunContext context, RunFolder folder, Observers observers, IReadOnlyList<ServiceCount> services)
    {
        (_context, _folder, _observers) = (context, folder, observers);
        _findings = new RunFindings { Transactions = [.. context.Workload.TransactionKinds.Select(kind => new TransactionTotals(kind, 0, 0, 0, 0))] };
        _faults = new FaultPhase(context, observers);
        _composer = new RunComposer(context, folder, observers, services, _findings, _faults);
    }

    /// <summary>Whether the load has begun; from then on what was found is kept, whatever happens.</summary>
    public bool HasBegun => _findings.Clock is not null;

    /// <summary>Runs it.</summary>
    /// <param name="stop">Ends it in order.</param>
    /// <param name="force">Ends what waits.</param>
    public async Task<FinishedRun> RunAsync(CancellationToken stop, CancellationToken force)
    {
        await _context.Store.SaveAsync(_composer.Compose(finished: false), _folder);
        try
        {
            var prepared = await new PreparePhase(_context.Workload, _observers).RunAsync(stop);
            _findings.Prepared = prepared;
            _folder.PointLatest();
            var loaded = await new LoadPhase(_context, _folder, _observers, _faults, _findings).RunAsync(prepared, stop, force);
            // What was measured is on disk soon, whatever becomes of the rest; the books need not wait for it.
            var soFar = _composer.Compose(finished: false);
            _savingSoFar = Task.Run(() => SaveAsync(soFar), CancellationToken.None);
            // The first signal ends the load, and what there is by then is judged; only a second one skips that.
            await new JudgePhase(_context, _folder, _observers, _findings).RunAsync(prepared, loaded, () => _composer.Conditions(finished: true), force);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _findings.Interrupted ??= "stopped by a signal";
            if (_findings is { Load: not null, Audit: null }) _findings.Interrupted += ", and its books were not judged";
        }
        catch (Exception e) when (HasBegun || !ExperimentRunner.NeverBegan(e))
        {
            _findings.Interrupted = $"ended by an error: {UrlText.WithoutSecrets(_context.Workload.WithoutSecrets(Told(e)))}";
            await EndAsync(force);
            throw;
        }

        await EndAsync(force);
        return new FinishedRun(_composer.Compose(finished: true), _folder);
    }

    /// <summary>An error in words; of this one the runtime only tells the name.</summary>
    internal static string Told(Exception e) => e is OutOfMemoryException ? "there was not enough memory" : e.Message;

    /// <summary>However the run ended: everything is restored, and what was found is kept.</summary>
    private async Task EndAsync(CancellationToken force)
    {
        try
        {
            await _faults.HealAsync(force);
            _observers.PhaseStarted(RunPhase.Report, "writing results");
        }
        catch (Exception e)
        {
            _findings.Interrupted ??= $"ended by an error: {UrlText.WithoutSecrets(Told(e))}";
            throw;
        }
        finally
        {
            // What kept the earlier state from being written must not keep the result from it.
            await _savingSoFar.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await SaveAsync(_composer.Compose(finished: true));
            RunSeal.WriteOrWarn(_folder.Path, finished: true, _observers);
            _folder.PointLatest();
        }
    }

    private async Task SaveAsync(Run run)
    {
        try
        {
            await _context.Store.SaveAsync(run, _folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The result is still told to whoever waits for it.
            _observers.Warned($"the results could not be written to {_folder.Path}: {e.Message}");
        }
    }
}
