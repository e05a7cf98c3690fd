namespace Faultline.Workloads.Shop;

/// <summary>Which services an operation goes through in a shop of the contract.</summary>
internal static class ShopRoutes
{
    /// <summary>
    /// Whether operations of a kind go through a service. All of them go through the gateway, and any service the
    /// contract does not know (an orchestrator, a broker) may be on every way.
    /// </summary>
    public static bool Reaches(string kind, string service) => service switch
    {
        "order-service" or "order-db" => kind is ShopScenario.CheckoutKind or ShopScenario.CreateKind or ShopScenario.AddKind,
        "stock-service" or "stock-db" => kind is ShopScenario.CheckoutKind or ShopScenario.AddKind or ShopScenario.FindItemKind,
        "payment-service" or "payment-db" => kind is ShopScenario.CheckoutKind or ShopScenario.FindUserKind,
        _ => true,
    };
}
