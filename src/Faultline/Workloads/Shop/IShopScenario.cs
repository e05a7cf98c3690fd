using Faultline.Load;

namespace Faultline.Workloads.Shop;

/// <summary>What users do to a shop.</summary>
internal interface IShopScenario : IScenario
{
    /// <summary>Orders that this run created and filled, with what it put in.</summary>
    IReadOnlyDictionary<string, OrderContent> Created { get; }

    /// <summary>What was put into orders under an id that had been given to another order of this run before.</summary>
    IReadOnlyCollection<(string Order, OrderContent Content)> GivenAgain => [];
}
