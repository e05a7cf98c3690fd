using Faultline.Checking;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Load;

namespace Faultline.Workloads.Shop;

/// <summary>A shop with its population, ready for the load.</summary>
/// <param name="client">Asks the shop outside the load.</param>
/// <param name="options">How it is tested.</param>
/// <param name="population">Its entities.</param>
/// <param name="scenario">What users do.</param>
/// <param name="tried">The checkout that was repeated.</param>
internal sealed class PreparedShop(
    ShopClient client, ShopOptions options, ShopPopulation population, IShopScenario scenario, TriedCheckout tried) : IPreparedWorkload
{
    // Beside the accounts that operations touched, of items and of users each; the consistency test reads all.
    private const int SampledAccounts = 500;

    public string Population => population.Description;

    public Coverage Coverage => new(population.Planned, population.Orders.Count, options.Consistency?.Orders ?? 0, 0);

    public IScenario Scenario => scenario;

    public void Told(FaultStage stage) => (scenario as BurstScenario)?.Told(stage);

    public async Task<ILoadedWorkload> CollectAsync(IAsyncEnumerable<Operation> history, CancellationToken cancellationToken)
    {
        var ledger = await ShopLedger.ReadAsync(history, cancellationToken);
        var state = new ShopState(
            client, ledger, scenario.Created, population, options.Seed, options.Consistency is null ? SampledAccounts : int.MaxValue);
        return new LoadedShop(options, population, scenario, tried, ledger, state);
    }
}

/// <summary>A checkout that was repeated before the load.</summary>
/// <param name="Order">Its order; null where there is none.</param>
/// <param name="Canary">Tells what the repetition did; null where that could not be tried.</param>
internal sealed record TriedCheckout(string? Order, RepeatCanary? Canary);
