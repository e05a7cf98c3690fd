using System.Globalization;
using Faultline.Load.Models;

namespace Faultline.Load;

/// <summary>A load: by which law users come, for how long, and how long what they ask for may take.</summary>
public sealed record LoadPlan
{
    /// <summary>The most users that a run can have; the history has 20 bits for their numbers.</summary>
    public const int MostUsers = 1 << 20;

    /// <summary>The law by which users come and begin their work.</summary>
    public required ILoadModel Model { get; init; }

    /// <summary>For how long new requests are started.</summary>
    public required TimeSpan Runtime { get; init; }

    /// <summary>Seed of all the users' random sources.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How long connecting, sending and the answer of one operation may take together.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long operations in flight are awaited once no new ones are started.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Users when all have started.</summary>
    public int Users => Model.Users;

    /// <summary>What a reader should know of a load that ends before all its users have started; null where they all do.</summary>
    public string? UnendedRamp => Model.UsersAt(Runtime) is var started && started < Users
        ? string.Create(CultureInfo.InvariantCulture, $"the load ends after {Runtime.TotalSeconds:0.###} s with {started} of {Users} users: {Model.SpawnRate:0.###} more a second take {Model.StartOf(Users - 1)?.TotalSeconds:0.#} s to start them all")
        : null;

    /// <summary>Refuses what no load can be made of.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A figure is out of its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Users, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Users, MostUsers);
        if (!(Model.SpawnRate > 0) || !double.IsFinite(Model.SpawnRate))
            throw new ArgumentOutOfRangeException(nameof(Model.SpawnRate), Model.SpawnRate, "must be above 0");
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Runtime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(OperationTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(DrainTimeout, TimeSpan.Zero);
    }
}
