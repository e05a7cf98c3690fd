using Faultline.Experiments;

namespace Faultline.Workloads.Shop;

/// <summary>The population of the classic stress test, made by the shop's three batch calls.</summary>
internal static class SeedPopulation
{
    private const long StartingStock = 1_000_000;
    private const long StartingCredit = 1_000_000;
    private const long Price = 1;

    // A single-worker shop in an interpreted language needs minutes for three times 100,000 rows.
    private static readonly TimeSpan BatchLimit = TimeSpan.FromMinutes(5);

    public static async Task<ShopPopulation> CreateAsync(
        ShopClient client, int size, BatchCalls batch, IRunObserver observer, CancellationToken cancellationToken)
    {
        observer.Progressed("creating items", 0, 3);
        await batch.CallAsync(ct => client.InitItemsAsync(size, StartingStock, Price, BatchLimit, ct), cancellationToken);
        observer.Progressed("creating users", 1, 3);
        await batch.CallAsync(ct => client.InitUsersAsync(size, StartingCredit, BatchLimit, ct), cancellationToken);
        observer.Progressed("creating orders", 2, 3);
        await batch.CallAsync(ct => client.InitOrdersAsync(size, size, size, Price, BatchLimit, ct), cancellationToken);
        await batch.SettleAsync(cancellationToken);
        observer.Progressed("population created", 3, 3);

        var ids = new NumberedIds(size);
        return new ShopPopulation(
            $"seed {size}", ids, ids, ids, [], [], new OpeningBalances(StartingStock, StartingCredit, Price) { Items = ids, Users = ids })
        {
            Planned = size,
            // Two items of one piece each: who holds which is the shop's choice.
            Each = new OrderSize(2, 2 * Price),
        };
    }
}
