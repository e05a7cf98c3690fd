using Faultline.Cli.Runs;
using Faultline.Faults;
using Faultline.Faults.Actions;
using Faultline.Faults.Triggers;
using Faultline.Workloads.Shop;

namespace Faultline.Cli.Shop;

/// <summary>
/// The load and the kills of a demo: kills of the services that hold a checkout's middle, so that what a naive checkout
/// loses shows every time.
/// </summary>
/// <remarks>
/// The kills lie so far apart, and the last so long before the end, that what each of them cost can be told by itself;
/// and there are so many orders that hardly one is checked out in the windows of two faults.
/// </remarks>
/// <param name="SpawnRate">Users added per second.</param>
/// <param name="Runtime">Length of the load.</param>
/// <param name="Kills">What is killed when.</param>
/// <param name="Downtime">Seconds until a killed instance is brought back.</param>
/// <param name="PopulationSize">Orders in the population.</param>
internal sealed record DemoScript(double SpawnRate, TimeSpan Runtime, IReadOnlyList<(double At, string Service)> Kills, double Downtime, int PopulationSize)
{
    /// <summary>Instances of each service.</summary>
    public const int Replicas = 2;

    private const string Order = "order-service";
    private const string Stock = "stock-service";
    private const int Users = 70;

    /// <summary>
    /// Keeps checkouts in flight for long enough that a kill meets some of them halfway: with the pauses below nearly
    /// half of the users are in one at any time, so that the kill of an order service cuts off about a dozen, of which
    /// two thirds are of users and items of their own and can be named.
    /// </summary>
    public static readonly TimeSpan StepDelay = TimeSpan.FromMilliseconds(300);

    public static readonly DemoScript Full = new(10, TimeSpan.FromSeconds(45), [(11, Order), (21.5, Stock), (32, Order)], 2.5, 2_400);

    public static readonly DemoScript Quick = new(70, TimeSpan.FromSeconds(24), [(5, Order), (13, Stock)], 1, 1_200);

    public FaultPlan Faults => new([.. Kills.Select(kill => new FaultRule(new TimeTrigger(kill.At), new KillAction(), new FaultTarget([kill.Service], 1), Downtime))]);

    /// <summary>The run of this name.</summary>
    public RunSettings Settings(string name, int seed) => new()
    {
        Name = name,
        Users = Users,
        SpawnRate = SpawnRate,
        Runtime = Runtime,
        Seed = seed,
        OperationTimeout = TimeSpan.FromSeconds(6),
        Faults = Faults,
        ServerTimeout = ShopPlan.ServerTimeout,
    };

    public global::Faultline.Workloads.Shop.ShopOptions Shop(int seed) => new()
    {
        Initialise = true,
        Population = PopulationKind.Visible,
        PopulationSize = PopulationSize,
        StockLasts = true,
        ShortestPause = TimeSpan.FromMilliseconds(500),
        LongestPause = TimeSpan.FromMilliseconds(1_900),
        OperationTimeout = TimeSpan.FromSeconds(6),
        ServerTimeout = ShopPlan.ServerTimeout,
        Seed = seed,
    };
}
