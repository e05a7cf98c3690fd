using Faultline.Faults;
using Faultline.Faults.Triggers;
using Faultline.Load;
using Faultline.Load.Models;

namespace Faultline.Experiments;

/// <summary>What a run does: load, faults, and when the state may be judged.</summary>
public sealed record Experiment
{
    /// <summary>Name of the run, part of its folder's name.</summary>
    public required string Name { get; init; }

    /// <summary><c>stress</c> or <c>consistency</c>.</summary>
    public string Kind { get; init; } = "stress";

    /// <summary>The load.</summary>
    public required LoadPlan Load { get; init; }

    /// <summary>The load as the plan of faults sees it.</summary>
    public PlannedLoad PlannedLoad =>
        new(Load.Users, Load.Model.UsersAt(Load.Runtime - TimeSpan.FromTicks(1)), Load.Runtime, users => Load.Model.StartOf(Math.Max(0, users - 1)));

    /// <summary>The faults.</summary>
    public required FaultPlan Faults { get; init; }

    /// <summary>
    /// Whether the faults that are due at once are through before the first request, and the recovery times run
    /// their course before the books are read, however short the load is.
    /// </summary>
    public bool FaultsFirst { get; init; }

    /// <summary>How many attempts the load makes until its users leave; null where they go on until its runtime is over.</summary>
    public long? Attempts { get; init; }

    /// <summary>Whether the load ends when its users have left, and its runtime is only a limit.</summary>
    public bool EndsWithUsers => Attempts is not null;

    /// <summary>What the faults do and why, where that is not plain from their triggers: told before the load, in sentences.</summary>
    public IReadOnlyList<string> PlanNotes { get; init; } = [];

    /// <summary>All that is told of the faults before the load: where triggers wait, and <see cref="PlanNotes"/>.</summary>
    public IReadOnlyList<string> AllPlanNotes => [.. Faults.Notes(PlannedLoad), .. PlanNotes];

    /// <summary>Folder that all runs go into.</summary>
    public string OutputDirectory { get; init; } = "results";

    /// <summary>How long the system's own services may still work on a request after its caller is gone.</summary>
    public TimeSpan ServerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time to wait for the state to stand still.</summary>
    public TimeSpan SettleCap { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Longest time to wait for a healed instance to be ready.</summary>
    public TimeSpan ReadyCap { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Share of attempts that may stay unresolved in a consistent run, from 0 to 1.</summary>
    public double MaxBlindSpot { get; init; } = 0.05;

    /// <summary>Compose project or folder of the system, for the report; empty where it is not known, and then its services are not told either.</summary>
    public string Project { get; init; } = "";

    /// <summary>Which of its variants the system is, as whoever started it tells, or null.</summary>
    public string? Variant { get; init; }

    /// <summary>Which bug the system was started with, or null.</summary>
    public string? Bug { get; init; }

    /// <summary>The command line that reproduces the run.</summary>
    public string Command { get; init; } = "";

    /// <summary>Versions of tool, runtime and system, for the report.</summary>
    public string Versions { get; init; } = "";

    /// <summary>What to tell the reader beside the findings.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
