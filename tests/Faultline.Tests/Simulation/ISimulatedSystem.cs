using Faultline.Hosting.Machine;
using Faultline.Hosting;
using Faultline.Storage;

namespace Faultline.Tests.Simulation;

/// <summary>A system under test in memory, with all that may happen to it beside the tool.</summary>
internal interface ISimulatedSystem
{
    /// <summary>All instances there are, whoever made them.</summary>
    IReadOnlyList<InstanceId> Instances { get; }

    /// <summary>The host as one invocation of the tool has it.</summary>
    IServiceHost HostFor(ToolLife life, Sabotage sabotage);

    /// <summary>Whether it runs, or somebody has frozen it.</summary>
    bool IsUp(InstanceId id);

    /// <summary>Whether it would run and serve if it were started now.</summary>
    bool CanServe(InstanceId id);

    /// <summary>Something happens to it that is not the tool's doing.</summary>
    /// <returns>What, for whoever reads of a failure; null where nothing could happen.</returns>
    string? Disturb(Random random);

    /// <summary>What was in the way is so no longer.</summary>
    void Calm();

    /// <summary>The invocation has died, and what lives only as long as it.</summary>
    void ToolDied(ToolLife life);

    /// <summary>Everything has ended, and the machine is up again.</summary>
    void LosePower();

    /// <summary>What must never be, as sentences.</summary>
    IEnumerable<string> Wrongs();
}

/// <summary>What stands between the tool and its world, to see that a fault of the tool is found.</summary>
internal sealed record Sabotage
{
    public static readonly Sabotage None = new();

    public Func<IDisk, IDisk> Disk { get; init; } = disk => disk;

    public Func<IProcessTable, IProcessTable> Processes { get; init; } = processes => processes;

    public Func<IServiceHost, IServiceHost> Host { get; init; } = host => host;
}
