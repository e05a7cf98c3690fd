namespace Faultline.Experiments;

/// <summary>
/// What users do to a system under test, and how its state maps to accounts. One object serves one run. Each step hands out
/// what only the next one can use: <see cref="PrepareAsync"/> what a load needs, and that what can be judged after it.
/// </summary>
public interface IWorkload
{
    /// <summary>What it brings whatever it works on: its name, its words, its services.</summary>
    WorkloadProfile Profile { get; }

    /// <summary>Where the load goes: no two runs load the same place at once.</summary>
    IReadOnlyList<Uri> Targets { get; }

    /// <summary>What users do, where they choose; null where each has one thing to do.</summary>
    UserBehaviour? Behaviour { get; }

    /// <summary>Kinds of transaction, each by the kind of the operations that are attempts at it; at least one.</summary>
    IReadOnlyList<string> TransactionKinds { get; }

    /// <summary>How long after its answer a transaction's effects may come, for the kind whose effects may come latest.</summary>
    TimeSpan SettleAfter => TimeSpan.Zero;

    /// <summary>The longest text that <see cref="WithoutSecrets"/> hides, in bytes of UTF-8; 0 where there is none.</summary>
    int LongestSecret => 0;

    /// <summary>A text as it may be told and kept: what its requests hold and nobody should read is hidden.</summary>
    string WithoutSecrets(string text) => text;

    /// <summary>
    /// Whether operations of a kind go through a service when all is well, so that they show what a fault of it does.
    /// </summary>
    bool Reaches(string kind, string service);

    /// <summary>Asks every target once. Throws <see cref="TargetUnavailableException"/> where one does not answer.</summary>
    Task CheckTargetsAsync(CancellationToken cancellationToken);

    /// <summary>Creates or finds the entities, reads their balances, tries what a repeated transaction does.</summary>
    /// <exception cref="TargetUnavailableException">The system cannot be prepared.</exception>
    Task<IPreparedWorkload> PrepareAsync(IRunObserver observer, CancellationToken cancellationToken);
}
