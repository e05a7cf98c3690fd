using Faultline.Configuration;
using Faultline.Faults;

namespace Faultline.Experiments;

/// <summary>What a workload brings before it has a system to work on.</summary>
/// <param name="Name">One word, for example <c>bank</c>: by it runs of one trade know each other.</param>
public sealed record WorkloadProfile(string Name)
{
    /// <summary>Its services as teams name them, looked for where a command names none.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>What the trade calls things.</summary>
    public WorkloadWords Words { get; init; } = WorkloadWords.Plain;

    /// <summary>The configuration files to start from.</summary>
    public IReadOnlyList<StarterFile> StarterFiles { get; init; } = [];

    /// <summary>The faults where the user names none, for a load of so many users and this length.</summary>
    public Func<int, TimeSpan, FaultPlan> DefaultFaults { get; init; } = (_, _) => FaultPlan.None;
}
