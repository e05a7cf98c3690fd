namespace Faultline.Workloads.Http.Model.Checks;

/// <summary>What a script has sent so far, and which variables got a value since.</summary>
internal sealed class CallCourse
{
    private readonly HashSet<OperationSpec> _called = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<int> _given = [];

    /// <summary>The operation that was sent last; null before the first.</summary>
    public OperationSpec? Last { get; private set; }

    /// <summary>An operation is sent.</summary>
    public void Called(OperationSpec operation)
    {
        Last = operation;
        _called.Add(operation);
        _given.Clear();
    }

    /// <summary>A variable gets a value; −1 for none.</summary>
    public void Given(int slot) => _given.Add(slot);

    /// <summary>Whether an operation was sent before.</summary>
    public bool HasCalled(OperationSpec operation) => _called.Contains(operation);

    /// <summary>Whether a variable got a value since the last operation was sent.</summary>
    public bool WasGivenSince(int slot) => _given.Contains(slot);
}
