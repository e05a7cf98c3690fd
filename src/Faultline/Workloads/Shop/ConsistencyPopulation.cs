using Faultline.Experiments;

namespace Faultline.Workloads.Shop;

/// <summary>Makes what the consistency test needs: few pieces, users with little credit, orders of one piece each.</summary>
internal static class ConsistencyPopulation
{
    // A store that commits in groups is asked to; more at once follow with the checkouts anyway.
    private const int Parallel = 128;
    private static readonly TimeSpan BatchLimit = TimeSpan.FromMinutes(1);

    /// <summary>Makes the items and the users.</summary>
    /// <exception cref="TargetUnavailableException">They could not be made: there is nothing to test.</exception>
    public static async Task InitAsync(ShopClient client, ConsistencySize size, CancellationToken cancellationToken)
    {
        await client.InitItemsAsync(size.Items, size.Stock, size.Price, BatchLimit, cancellationToken);
        await client.InitUsersAsync(size.Users, size.Credit, BatchLimit, cancellationToken);
    }

    /// <summary>
    /// Makes the orders: the population, and what was put into its orders. An order that could not be created or filled is left out,
    /// which is told.
    /// </summary>
    public static async Task<(ShopPopulation Population, IReadOnlyDictionary<string, OrderContent> Created)> OrderAsync(
        ShopClient client, ConsistencySize size, Random random, IRunObserver observer, CancellationToken cancellationToken)
    {
        var (items, users) = (new NumberedIds(size.Items), new NumberedIds(size.Users));
        var wanted = Enumerable.Range(0, size.Orders).Select(_ => (User: users[random.Next(size.Users)], Item: items[random.Next(size.Items)])).ToArray();
        var made = new (string Order, OrderContent Content)?[size.Orders];
        var (done, failed) = (0, 0);
        string? failure = null;
        await System.Threading.Tasks.Parallel.ForEachAsync(
            Enumerable.Range(0, size.Orders),
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (i, ct) =>
            {
                try
                {
                    var order = await client.CreateOrderAsync(wanted[i].User, ct);
                    await client.AddItemAsync(order, wanted[i].Item, 1, ct);
                    made[i] = (order, new OrderContent(wanted[i].User, Paid: false, TotalCost: 0, [new OrderLine(wanted[i].Item, 1)]));
                }
                catch (TargetUnavailableException e)
                {
                    Interlocked.Increment(ref failed);
                    Interlocked.CompareExchange(ref failure, e.Message, null);
                }

                var sofar = Interlocked.Increment(ref done);
                if (sofar % 100 == 0 || sofar == size.Orders) observer.Progressed("creating orders", sofar, size.Orders);
            });
        if (failed > 0) observer.Warned($"{failed} of {size.Orders} orders could not be made and are not checked out; the first: {failure}");

        // In the order of their numbers, so that the same seed checks the same orders out.
        var orders = made.OfType<(string Order, OrderContent Content)>().ToArray();
        var (created, again) = GivenIds.Split(orders, observer);
        var population = new ShopPopulation(
            $"consistency {size.Orders}", [.. created.Select(o => o.Order)], users, items, [], [], new OpeningBalances(size.Stock, size.Credit, size.Price))
        {
            GivenAgain = again,
        };
        return (population, created.ToDictionary(o => o.Order, o => o.Content, StringComparer.Ordinal));
    }
}
