using Faultline.Experiments;

namespace Faultline.Workloads.Shop;

/// <summary>Makes what the consistency test needs: few pieces, users with little credit, orders of one piece each.</summary>
internal static class ConsistencyPopulation
{
    private static readonly TimeSpan BatchLimit = TimeSpan.FromMinutes(1);

    /// <summary>Makes the items and the users.</summary>
    /// <exception cref="TargetUnavailableException">They could not be made: there is nothing to test.</exception>
    public static async Task InitAsync(ShopClient client, ConsistencySize size, BatchCalls batch, CancellationToken cancellationToken)
    {
        await batch.CallAsync(ct => client.InitItemsAsync(size.Items, size.Stock, size.Price, BatchLimit, ct), cancellationToken);
        await batch.CallAsync(ct => client.InitUsersAsync(size.Users, size.Credit, BatchLimit, ct), cancellationToken);
        await batch.SettleAsync(cancellationToken);
    }

    /// <summary>
    /// Makes the orders: the population, and what was put into its orders. An order that could not be created or filled is
    /// replaced by another; where that does not help either it is left out, which is told.
    /// </summary>
    /// <exception cref="TargetUnavailableException">Not one could be made.</exception>
    public static async Task<(ShopPopulation Population, IReadOnlyDictionary<string, OrderContent> Created)> OrderAsync(
        ShopClient client, ConsistencySize size, EntityMaker maker, Random random, IRunObserver observer, CancellationToken cancellationToken)
    {
        var (items, users) = (new NumberedIds(size.Items), new NumberedIds(size.Users));
        var wanted = Enumerable.Range(0, size.Orders).Select(_ => (User: users[random.Next(size.Users)], Item: items[random.Next(size.Items)])).ToArray();
        var made = await maker.MakeAsync(
            size.Orders,
            async (i, ct) =>
            {
                var order = await client.CreateOrderAsync(wanted[i].User, ct);
                await client.AddItemAsync(order, wanted[i].Item, 1, ct);
                return new FilledOrder(order, new OrderContent(wanted[i].User, Paid: false, TotalCost: 0, [new OrderLine(wanted[i].Item, 1)]));
            },
            "creating orders",
            observer,
            cancellationToken);

        // In the order of their numbers, so that the same seed checks the same orders out.
        var (created, again) = GivenIds.Split([.. made.SomeOrThrow().Select(o => (o.Order, o.Content))], observer);
        var population = new ShopPopulation(
            $"consistency {size.Orders}", [.. created.Select(o => o.Order)], users, items, [], [], new OpeningBalances(size.Stock, size.Credit, size.Price) { Items = items, Users = users })
        {
            Planned = size.Orders,
            GivenAgain = again,
        };
        return (population, created.ToDictionary(o => o.Order, o => o.Content, StringComparer.Ordinal));
    }
}
