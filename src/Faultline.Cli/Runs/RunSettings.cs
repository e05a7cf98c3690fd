using Faultline.Experiments;
using Faultline.Faults;
using Faultline.Load;
using Faultline.Load.Models;

namespace Faultline.Cli.Runs;

/// <summary>What a command has settled of a run, whatever its workload. Experiments are made here and nowhere else.</summary>
internal sealed record RunSettings
{
    /// <summary>Name of the run.</summary>
    public required string Name { get; init; }

    /// <inheritdoc cref="Experiment.Kind"/>
    public string Kind { get; init; } = "stress";

    /// <summary>Virtual users at the peak.</summary>
    public required int Users { get; init; }

    /// <summary>Users added per second.</summary>
    public required double SpawnRate { get; init; }

    /// <summary>Length of the load.</summary>
    public required TimeSpan Runtime { get; init; }

    /// <summary>Seed of all random choices.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Time-out of a single request.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The faults.</summary>
    public FaultPlan Faults { get; init; } = FaultPlan.None;

    /// <inheritdoc cref="Experiment.FaultsFirst"/>
    public bool FaultsFirst { get; init; }

    /// <inheritdoc cref="Experiment.Attempts"/>
    public long? Attempts { get; init; }

    /// <inheritdoc cref="Experiment.PlanNotes"/>
    public IReadOnlyList<string> PlanNotes { get; init; } = [];

    /// <summary>Folder that all runs go into.</summary>
    public string OutputDirectory { get; init; } = "results";

    /// <inheritdoc cref="Experiment.ServerTimeout"/>
    public TimeSpan ServerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc cref="Experiment.SettleCap"/>
    public TimeSpan SettleCap { get; init; } = TimeSpan.FromSeconds(120);

    /// <inheritdoc cref="Experiment.MaxBlindSpot"/>
    public double MaxBlindSpot { get; init; } = 0.05;

    /// <inheritdoc cref="Experiment.Project"/>
    public string Project { get; init; } = "";

    /// <inheritdoc cref="Experiment.Variant"/>
    public string? Variant { get; init; }

    /// <inheritdoc cref="Experiment.Bug"/>
    public string? Bug { get; init; }

    /// <summary>What its author should know of the file that it is from.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The command line that reproduces the run.</summary>
    public string Command { get; init; } = "";

    /// <summary>The experiment.</summary>
    /// <param name="warnings">What to tell the reader beside the findings.</param>
    public Experiment Experiment(IReadOnlyList<string> warnings) => new()
    {
        Name = Name,
        Kind = Kind,
        Load = new LoadPlan { Model = new ClosedModel(Users, SpawnRate), Runtime = Runtime, Seed = Seed, OperationTimeout = OperationTimeout },
        Faults = Faults,
        FaultsFirst = FaultsFirst,
        Attempts = Attempts,
        PlanNotes = PlanNotes,
        OutputDirectory = OutputDirectory,
        ServerTimeout = ServerTimeout,
        SettleCap = SettleCap,
        MaxBlindSpot = MaxBlindSpot,
        Project = Project,
        Variant = Variant,
        Bug = Bug,
        Command = Command,
        Versions = RunSession.Versions,
        Warnings = [.. Warnings, .. warnings],
    };
}
