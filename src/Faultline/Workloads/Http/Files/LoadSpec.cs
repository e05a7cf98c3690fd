namespace Faultline.Workloads.Http.Files;

/// <summary>How many users, for how long, and how long is waited for what.</summary>
internal sealed record LoadSpec
{
    /// <summary>Users at the peak.</summary>
    public int Users { get; init; } = 1000;

    /// <summary>Users added per second.</summary>
    public double SpawnRate { get; init; } = 50;

    /// <summary>Length of the load.</summary>
    public TimeSpan Runtime { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Seed of all random choices.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How long one request may take.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long services may go on working on a request whose caller is gone: the books are not read before.</summary>
    public TimeSpan ServerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait for the books to stand still.</summary>
    public TimeSpan SettleCap { get; init; } = TimeSpan.FromSeconds(120);
}
