using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Histories;

namespace Faultline.Workloads.Shop;

/// <summary>A shop after the load, whose books can be made.</summary>
internal sealed class LoadedShop(
    ShopOptions options, ShopPopulation population, IShopScenario scenario, TriedCheckout tried, ShopLedger ledger, ShopState state) : ILoadedWorkload
{
    private (ShopReading Reading, RepeatRule Repeat)? _last;

    public Task<StatePass> ReadStateAsync(StateScope scope, RunClock clock, IRunObserver observer, CancellationToken cancellationToken) =>
        state.ReadAsync(scope, clock, observer, cancellationToken);

    public async Task<Books> AssembleAsync(CancellationToken cancellationToken)
    {
        var repeat = tried.Canary is null ? RepeatRule.Unknown : await tried.Canary.LookAsync(cancellationToken);
        var reading = state.Last();
        _last = (reading, repeat);
        return ShopBooks.Build(
            ledger, new ShopContents(population, scenario.Created, scenario.GivenAgain, tried.Order), state.First(), reading, repeat);
    }

    public RepeatRule? RepeatOf(string transactionKind) => _last?.Repeat;

    public WorkloadSection? Section() => (_last, options.Consistency) switch
    {
        (null, _) => null,
        ({ } last, { } size) => ShopSection.OfConsistencyTest(ShopFigures.OfConsistencyTest(size, ledger, last.Reading)),
        ({ } last, null) => ShopSection.Of(ShopFigures.Calculate(ledger, scenario.Created, population.Opening, last.Reading, last.Repeat)),
    };
}
