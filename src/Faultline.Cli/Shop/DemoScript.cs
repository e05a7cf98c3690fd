using Faultline.Faults;
using Faultline.Load;
using Faultline.Workloads.Shop;

namespace Faultline.Cli.Shop;

/// <summary>
/// The load and the kills of a demo. Hot items, short pauses, and kills of the services that hold a checkout's
/// middle, so that what a naive checkout loses shows every time.
/// </summary>
/// <param name="Users">Virtual users at the peak.</param>
/// <param name="SpawnRate">Users added per second.</param>
/// <param name="Runtime">Length of the load.</param>
/// <param name="Downtime">Seconds until a killed instance is brought back.</param>
/// <param name="PopulationSize">Orders in the population.</param>
internal sealed record DemoScript(int Users, double SpawnRate, TimeSpan Runtime, double Downtime, int PopulationSize)
{
    /// <summary>Instances of each service.</summary>
    public const int Replicas = 2;

    /// <summary>
    /// Keeps checkouts in flight for long enough that a kill meets some of them halfway: with the pauses below half of
    /// the users are in one at any time, so that the two kills of an order service cut off about a dozen, of which two
    /// thirds are of users and items of their own and can be named.
    /// </summary>
    public static readonly TimeSpan StepDelay = TimeSpan.FromMilliseconds(40);

    public static readonly DemoScript Full = new(60, 2.5, TimeSpan.FromSeconds(28), 4, 1_000);

    public static readonly DemoScript Quick = new(60, 12, TimeSpan.FromSeconds(9), 1.5, 360);

    /// <summary>Kills at a third, at two thirds and at nine tenths of the users, while the load still grows.</summary>
    public FaultPlan Faults => new(
    [
        new FaultTrigger(TriggerType.Users, Math.Ceiling(Users * 0.33), ["order-service"], 1, Downtime),
        new FaultTrigger(TriggerType.Users, Math.Ceiling(Users * 0.66), ["stock-service"], 1, Downtime),
        new FaultTrigger(TriggerType.Users, Math.Ceiling(Users * 0.9), ["order-service"], 1, 0),
    ]);

    public ClosedModel Load(int seed) => new()
    {
        Users = Users,
        SpawnRate = SpawnRate,
        Runtime = Runtime,
        Seed = seed,
        OperationTimeout = TimeSpan.FromSeconds(6),
    };

    public global::Faultline.Workloads.Shop.ShopOptions Shop(int seed) => new()
    {
        Initialise = true,
        Population = PopulationKind.Visible,
        PopulationSize = PopulationSize,
        ShortestPause = TimeSpan.FromMilliseconds(60),
        LongestPause = TimeSpan.FromMilliseconds(240),
        OperationTimeout = TimeSpan.FromSeconds(6),
        Seed = seed,
    };
}
