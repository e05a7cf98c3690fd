using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Experiments;

/// <summary>A workload after its load: its state is read, again and again, until it can be judged.</summary>
public interface ILoadedWorkload
{
    /// <summary>
    /// Reads the state, or the part of it that a scope names, and keeps for each account what the first and the last
    /// reading showed. The first call reads everything.
    /// </summary>
    Task<StatePass> ReadStateAsync(StateScope scope, RunClock clock, IRunObserver observer, CancellationToken cancellationToken);

    /// <summary>
    /// The books for the auditor, from the attempts and the state as read so far. From here on it is known what a
    /// repeated transaction does. May be called again after further readings.
    /// </summary>
    Task<Books> AssembleAsync(CancellationToken cancellationToken);

    /// <summary>What a repeated transaction of a kind was seen to do; null before the first books.</summary>
    RepeatRule? RepeatOf(string transactionKind);

    /// <summary>Figures that it tells beside the verdict, from the last books; null where it has none.</summary>
    WorkloadSection? Section();
}
