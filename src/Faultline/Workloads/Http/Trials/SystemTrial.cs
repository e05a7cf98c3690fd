using Faultline.Histories;

namespace Faultline.Workloads.Http.Trials;

/// <summary>What came of holding a model against its system.</summary>
/// <param name="Targets">What each target was asked, and answered.</param>
/// <param name="Operations">The operations that were sent, each once.</param>
/// <param name="Problems">What does not fit, in sentences; empty where all fits.</param>
internal sealed record SystemTrial(IReadOnlyList<string> Targets, IReadOnlyList<OperationTrial> Operations, IReadOnlyList<string> Problems)
{
    /// <summary>Whether the system does what the model says, as far as was tried.</summary>
    public bool Fits => Problems.Count == 0;
}

/// <summary>One operation that was sent.</summary>
/// <param name="Operation">Its name.</param>
/// <param name="Request">What was asked.</param>
/// <param name="Status">HTTP status code, or 0 where no answer came.</param>
/// <param name="Outcome">What that means.</param>
internal sealed record OperationTrial(string Operation, string Request, int Status, Outcome Outcome)
{
    /// <summary>What the answer said where it was not ok.</summary>
    public string Said { get; init; } = "";

    /// <summary>What it posts.</summary>
    public IReadOnlyList<PostingTrial> Postings { get; init; } = [];

    /// <summary>The balance that its answer showed; null where it shows none.</summary>
    public long? Shown { get; init; }
}

/// <summary>What one account should have moved by, and what was read of it.</summary>
/// <param name="Account">The account, as postings write it.</param>
/// <param name="Amount">What should have been added.</param>
/// <param name="Before">What was read before; null where it could not be read.</param>
/// <param name="After">What was read after; null where it could not be read, or the operation was not acknowledged.</param>
internal sealed record PostingTrial(string Account, long Amount, long? Before, long? After);
