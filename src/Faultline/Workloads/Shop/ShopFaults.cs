using Faultline.Configuration;
using Faultline.Faults;
using Faultline.Faults.Actions;
using Faultline.Faults.Triggers;

namespace Faultline.Workloads.Shop;

/// <summary>The services of a shop, as teams name them, and the faults that it is put through where nobody says otherwise.</summary>
public static class ShopFaults
{
    // Less is too short to tell what is usual, or whether the system has come back.
    private const double Spacing = 10;

    // Of a load that is too short for three kills so far apart.
    private const double SpacingShare = 0.25;

    /// <summary>Services of a shop as teams name them.</summary>
    public static IReadOnlyList<string> UsualServices { get; } =
    [
        "gateway", "order-service", "stock-service", "payment-service", "order-db", "stock-db", "payment-db",
        "orchestrator-service", "kafka",
    ];

    /// <summary>The file that <c>kill_config.json</c> starts as, equal to the default plan for loads of 40 s and more, and its schema.</summary>
    public static IReadOnlyList<StarterFile> StarterFiles { get; } = [new("kill_config.json"), FaultPlan.Schema];

    /// <summary>
    /// The plan where there is no file: at 30 % of the users one order service is killed for 30 s, at 60 % one
    /// payment service until the end of the load, at 80 % one stock service for 60 s. So that recovery can be measured,
    /// none comes before 10 s of load or less than 10 s after the one before it; in a load below 40 s a quarter of it.
    /// </summary>
    /// <param name="users">Virtual users at the peak.</param>
    /// <param name="runtime">Length of the load.</param>
    public static FaultPlan Default(int users, TimeSpan runtime)
    {
        var spacing = Math.Min(Spacing, runtime.TotalSeconds * SpacingShare);
        return new FaultPlan([At(30, "order-service", 30), At(60, "payment-service", 0), At(80, "stock-service", 60)]);

        FaultRule At(double percent, string service, double duration) => new(
            new UsersTrigger(ShareText.Of(percent, users)) { NotBefore = spacing, AfterPrevious = spacing },
            new KillAction(), new FaultTarget([service], 1), duration);
    }
}
