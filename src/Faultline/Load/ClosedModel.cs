namespace Faultline.Load;

/// <summary>
/// A load of a growing number of users, each of whom waits for an answer before the next request (the closed model).
/// </summary>
public sealed record ClosedModel
{
    /// <summary>Virtual users at the peak.</summary>
    public required int Users { get; init; }

    /// <summary>Users added per second.</summary>
    public required double SpawnRate { get; init; }

    /// <summary>Length of the load.</summary>
    public required TimeSpan Runtime { get; init; }

    /// <summary>Seed of all random choices of the users.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Time-out of a single request.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait at the end for requests in flight; what is left then ends unknown.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Users who have been started after a time: one at once, then by the spawn rate up to all.</summary>
    public int UsersAt(TimeSpan elapsed) =>
        elapsed < TimeSpan.Zero ? 0 : (int)Math.Min(Users, Math.Floor(elapsed.TotalSeconds * SpawnRate) + 1);
}
