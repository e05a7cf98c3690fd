using Faultline.Load;

namespace Faultline.Workloads.Shop;

/// <summary>What users do to a shop.</summary>
internal interface IShopScenario : IScenario
{
    /// <summary>Orders that this run created and filled, with what it put in.</summary>
    IReadOnlyDictionary<string, OrderContent> Created { get; }
}
