using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Workloads.Http.State;

/// <summary>All attempts of a load under one key of an operation.</summary>
internal sealed class AttemptedTransaction
{
    private readonly List<Attempt> _attempts = [];
    private readonly List<string?> _inputs = [];

    /// <summary>The attempts, in the order of their invocation.</summary>
    public IReadOnlyList<Attempt> Attempts => _attempts;

    /// <summary>The variables that they were sent with: one, unless the key stood for several things.</summary>
    public IReadOnlyList<string?> Inputs => _inputs;

    /// <summary>Whether every attempt was refused, so that no balance can have been moved for good.</summary>
    public bool IsRefused => _attempts.TrueForAll(a => a.Outcome == Outcome.Failed);

    /// <summary>Whether nobody knows of some attempt what it did.</summary>
    public bool IsOpen => _attempts.Exists(a => a.Outcome == Outcome.Unknown);

    /// <summary>Takes an attempt in.</summary>
    public void Add(Operation operation)
    {
        _attempts.Add(new Attempt(operation.Id, operation.Outcome, operation.Sent, operation.Completed));
        if (!_inputs.Contains(operation.Input)) _inputs.Add(operation.Input);
    }

    /// <summary>Puts the attempts into the order of their invocation.</summary>
    public void Sort() => _attempts.Sort((a, b) => a.Operation.CompareTo(b.Operation));
}
