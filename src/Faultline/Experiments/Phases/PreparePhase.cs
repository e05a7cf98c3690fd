namespace Faultline.Experiments.Phases;

/// <summary>From a system that answers to one that can be put under load.</summary>
internal sealed class PreparePhase(IWorkload workload, IRunObserver observer)
{
    /// <summary>Prepares the workload.</summary>
    /// <exception cref="TargetUnavailableException">The system cannot be prepared; nothing was harmed.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; nothing was harmed.</exception>
    public Task<IPreparedWorkload> RunAsync(CancellationToken cancellationToken)
    {
        observer.PhaseStarted(RunPhase.Populate, "preparing entities and reading their balances");
        return workload.PrepareAsync(observer, cancellationToken);
    }
}
