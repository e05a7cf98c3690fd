using Faultline.Auditing;

namespace Faultline.Checking;

/// <summary>What one check of a run came to.</summary>
/// <param name="Name">Name of the check in kebab-case, for example <c>faults-delivered</c>.</param>
/// <param name="Class">What it is about.</param>
/// <param name="Meaning">What holds where it is valid, in a sentence.</param>
/// <param name="Result">How it ended.</param>
public sealed record CheckResult(string Name, CheckClass Class, string Meaning, Validity Result)
{
    /// <summary>
    /// Why it ended so, in sentences: at least one where it is not valid, and none where it is valid and there is nothing
    /// to tell but its meaning.
    /// </summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>What proves that it does not hold.</summary>
    public IReadOnlyList<Anomaly> Proofs { get; init; } = [];
}
