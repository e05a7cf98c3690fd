namespace Faultline.Workloads.Shop;

/// <summary>Which population a shop run works on.</summary>
public enum PopulationKind
{
    /// <summary>The one of the classic stress test: random orders of two items over three large batches.</summary>
    Seed,

    /// <summary>Made so that errors can be seen: private users and items beside scarce and hot ones.</summary>
    Visible,
}

/// <summary>How the shop is populated and used.</summary>
public sealed record ShopOptions
{
    /// <summary>Create a new population before the load; otherwise the one that is there is used.</summary>
    public bool Initialise { get; init; }

    /// <summary>The consistency test of this size instead of the stress test's mix; it makes its own population.</summary>
    public ConsistencySize? Consistency { get; init; }

    /// <summary>The fault in the midst of the consistency test; null where none is, or it comes before the checkouts.</summary>
    public BurstFault? BurstFault { get; init; }

    /// <summary>Which population is created.</summary>
    public PopulationKind Population { get; init; } = PopulationKind.Seed;

    /// <summary>Orders in the population; items and users follow from it.</summary>
    public int PopulationSize { get; init; } = 100_000;

    /// <summary>Whether a visible population's scarce items have as much stock as the others, so that nothing sells out.</summary>
    public bool StockLasts { get; init; }

    /// <summary>What an iteration of a user does.</summary>
    public ShopMix Mix { get; init; } = ShopMix.Classic;

    /// <summary>Longest and shortest pause of a user between two iterations.</summary>
    public TimeSpan ShortestPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc cref="ShortestPause"/>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest start delay of a user.</summary>
    public TimeSpan LongestStartDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Iterations that the load is expected to run, from which the share of a found population to be read follows.</summary>
    public int ExpectedIterations { get; init; } = 10_000;

    /// <summary>Time-out of a single request.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long services may go on working on a call that got no answer.</summary>
    public TimeSpan ServerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Seed of all random choices.</summary>
    public int Seed { get; init; }
}
