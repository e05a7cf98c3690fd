using Faultline.Auditing;
using Faultline.Checking;
using Faultline.Histories;
using Faultline.Load;

namespace Faultline.Experiments;

/// <summary>
/// What users do to a system under test, and how its state maps to accounts. One object serves one run;
/// its methods are called in the order they stand here.
/// </summary>
public interface IWorkload
{
    /// <summary>What it brings whatever it works on: its name, its words, its services.</summary>
    WorkloadProfile Profile { get; }

    /// <summary>Where the load goes: no two runs load the same place at once.</summary>
    IReadOnlyList<Uri> Targets { get; }

    /// <summary>Asks every target once. Throws <see cref="TargetUnavailableException"/> where one does not answer.</summary>
    Task CheckTargetsAsync(CancellationToken cancellationToken);

    /// <summary>Creates or finds the entities, reads their balances, tries what a repeated transaction does.</summary>
    Task PrepareAsync(IRunObserver observer, CancellationToken cancellationToken);

    /// <summary>What was prepared, in words: kind of population and size.</summary>
    string Population { get; }

    /// <summary>What was to be prepared and attempted, and what was prepared; of the attempts themselves the run knows.</summary>
    Coverage Coverage { get; }

    /// <summary>What users do, where they choose; null where each has one thing to do.</summary>
    UserBehaviour? Behaviour { get; }

    /// <summary>Kinds of transaction, each by the kind of the operations that are attempts at it; at least one.</summary>
    IReadOnlyList<string> TransactionKinds { get; }

    /// <summary>What a repeated transaction of a kind was seen to do; null as long as that is not known.</summary>
    RepeatRule? RepeatOf(string transactionKind);

    /// <summary>
    /// Whether operations of a kind go through a service when all is well, so that they show what a fault of it does.
    /// </summary>
    bool Reaches(string kind, string service);

    /// <summary>What a virtual user does.</summary>
    IScenario Scenario { get; }

    /// <summary>Tells, many times while the load runs, how far the faults are, for a load that makes room for them.</summary>
    void Told(FaultStage stage);

    /// <summary>Takes in the attempts of the load, which say what must be read.</summary>
    Task CollectAsync(IAsyncEnumerable<Operation> history, CancellationToken cancellationToken);

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

    /// <summary>Figures that it tells beside the verdict, from the assembled books; null where it has none.</summary>
    WorkloadSection? Section();
}
