using Faultline.Experiments;

namespace Faultline.Workloads.Shop;

/// <summary>
/// A population in which errors can be seen. A third of the orders each: <em>tracers</em> (a user and an item of
/// their own, beside one of the hot items that all fight for), <em>scarce</em> (a user and an item of their own,
/// beside one of the items that sell out, so that refusals and their compensations happen) and <em>shards</em>
/// (small groups of users and items that localise an error). New orders find users and items nobody else holds.
/// </summary>
internal static class VisiblePopulation
{
    private const long Price = 10;
    private const long StartingStock = 100_000;
    private const long StartingCredit = 100_000;
    private const int HotItems = 4;
    private const int ScarceItems = 4;
    private const int ShardOrders = 6;
    private const int ShardMembers = 3;
    private static readonly TimeSpan BatchLimit = TimeSpan.FromMinutes(1);

    public static async Task<ShopPopulation> CreateAsync(
        ShopClient client, int size, bool stockLasts, BatchCalls batch, EntityMaker maker, Random random, IRunObserver observer, CancellationToken cancellationToken)
    {
        var shards = Math.Max(1, size / 3 / ShardOrders);
        var fresh = size * 2;
        // Laid out one after the other: hot, scarce, one each per order, shards, fresh.
        var firstPrivate = HotItems + ScarceItems;
        var firstShard = firstPrivate + size;
        var firstFresh = firstShard + shards * ShardMembers;
        var total = firstFresh + fresh;
        var ids = new NumberedIds(total);

        await batch.CallAsync(ct => client.InitItemsAsync(total, StartingStock, Price, BatchLimit, ct), cancellationToken);
        await batch.CallAsync(ct => client.InitUsersAsync(total, StartingCredit, BatchLimit, ct), cancellationToken);
        await batch.SettleAsync(cancellationToken);

        var opening = new OpeningBalances(StartingStock, StartingCredit, Price) { Items = ids, Users = ids };
        var scarceStock = Math.Max(1, size / 3 / ScarceItems / 3);
        for (var i = 0; i < ScarceItems && !stockLasts; i++)
        {
            var item = ids[HotItems + i];
            opening.ReadStock[item] = await batch.MoveAsync(
                ct => client.SubtractStockAsync(item, StartingStock - scarceStock, ct),
                scarceStock,
                async ct => (await client.ReadItemAsync(item, ct)).Value?.Stock,
                cancellationToken);
        }

        var plans = Enumerable.Range(0, size).Select(i => (i % 3) switch
        {
            0 => new OrderPlan(ids[firstPrivate + i], ids[firstPrivate + i], ids[random.Next(HotItems)]),
            1 => new OrderPlan(ids[firstPrivate + i], ids[firstPrivate + i], ids[HotItems + random.Next(ScarceItems)]),
            _ => InShard(ids, firstShard + random.Next(shards) * ShardMembers, random),
        }).ToArray();

        var made = await maker.MakeAsync(
            size,
            async (i, ct) =>
            {
                var plan = plans[i];
                var order = await client.CreateOrderAsync(plan.User, ct);
                await client.AddItemAsync(order, plan.First, 1, ct);
                await client.AddItemAsync(order, plan.Second, 1, ct);
                return new FilledOrder(order, plan.Content);
            },
            "creating orders",
            observer,
            cancellationToken);

        var (first, again) = GivenIds.Split([.. made.SomeOrThrow().Select(o => (o.Order, o.Content))], observer);
        return new ShopPopulation(
            $"visible {size}", [.. first.Select(o => o.Order)], ids, ids,
            new NumberedIds(fresh, firstFresh), new NumberedIds(fresh, firstFresh), opening)
        {
            Planned = size,
            Contents = first.ToDictionary(o => o.Order, o => o.Content, StringComparer.Ordinal),
            GivenAgain = again,
        };
    }

    private static OrderPlan InShard(NumberedIds ids, int first, Random random)
    {
        var item = random.Next(ShardMembers);
        var other = (item + 1 + random.Next(ShardMembers - 1)) % ShardMembers;
        return new OrderPlan(ids[first + random.Next(ShardMembers)], ids[first + item], ids[first + other]);
    }

    private readonly record struct OrderPlan(string User, string First, string Second)
    {
        public OrderContent Content => new(
            User, Paid: false, TotalCost: 2 * Price,
            First == Second ? [new OrderLine(First, 2)] : [.. new[] { First, Second }.Order(StringComparer.Ordinal).Select(i => new OrderLine(i, 1))]);
    }
}
