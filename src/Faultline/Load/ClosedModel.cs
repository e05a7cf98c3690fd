using System.Globalization;

namespace Faultline.Load;

/// <summary>
/// A closed model: a number of users, started one after the other, of whom each waits for its answer before it asks
/// again. User <c>i</c> starts at <c>i / SpawnRate</c>.
/// </summary>
public sealed record ClosedModel
{
    /// <summary>The most users that a run can have; the history has 20 bits for their numbers.</summary>
    public const int MostUsers = 1 << 20;

    /// <summary>Users when all are started, from 1 to <see cref="MostUsers"/>.</summary>
    public required int Users { get; init; }

    /// <summary>Users started per second.</summary>
    public required double SpawnRate { get; init; }

    /// <summary>For how long new requests are started.</summary>
    public required TimeSpan Runtime { get; init; }

    /// <summary>Seed of all the users' random sources.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How long connecting, sending and the answer of one operation may take together.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long operations in flight are awaited once no new ones are started.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>When user number <paramref name="user"/> starts, from the start of the load.</summary>
    public TimeSpan StartOf(int user) => new((long)Math.Ceiling(user * TimeSpan.TicksPerSecond / SpawnRate));

    /// <summary>Users that have started when <paramref name="elapsed"/> of the load has passed.</summary>
    public int UsersAt(TimeSpan elapsed)
    {
        if (elapsed < TimeSpan.Zero)
            return 0;
        var started = Math.Floor(elapsed.Ticks * SpawnRate / TimeSpan.TicksPerSecond) + 1;
        return started >= Users ? Users : (int)started;
    }

    /// <summary>What a reader should know of a load that ends before all its users have started; null where they all do.</summary>
    public string? UnendedRamp => UsersAt(Runtime) is var started && started < Users
        ? string.Create(CultureInfo.InvariantCulture, $"the load ends after {Runtime.TotalSeconds:0.###} s with {started} of {Users} users: {SpawnRate:0.###} more a second take {StartOf(Users - 1).TotalSeconds:0.#} s to start them all")
        : null;

    /// <summary>Refuses what no load can be made of.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A figure is out of its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Users, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Users, MostUsers);
        if (!(SpawnRate > 0) || !double.IsFinite(SpawnRate))
            throw new ArgumentOutOfRangeException(nameof(SpawnRate), SpawnRate, "must be above 0");
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Runtime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(OperationTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(DrainTimeout, TimeSpan.Zero);
    }
}
