using System.Collections.Concurrent;
using Faultline.Histories;
using Faultline.Load;
using Faultline.Load.Http;

namespace Faultline.Workloads.Shop;

/// <summary>
/// The mix of the classic stress test, or another: 60 % check out a random existing order, 30 % create an order, add one
/// item and check it out, 10 % ask for a user or an item.
/// </summary>
internal sealed class ShopScenario(ShopPopulation population, ShopTargets targets, ShopOptions options) : IShopScenario
{
    public const string CheckoutKind = "checkout";
    public const string CreateKind = "create-order";
    public const string AddKind = "add-item";
    public const string FindUserKind = "find-user";
    public const string FindItemKind = "find-item";
    private const int Checkout = 0;
    private const int Create = 1;
    private const int Add = 2;
    private const int FindUser = 3;
    private const int FindItem = 4;

    private readonly ConcurrentDictionary<string, OrderContent> _created = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Order, OrderContent Content)> _givenAgain = [];
    private int _freshUsers;
    private int _freshItems;

    public IReadOnlyList<string> Kinds { get; } = [CheckoutKind, CreateKind, AddKind, FindUserKind, FindItemKind];

    /// <summary>Orders that users of this load created and filled, with what they put in.</summary>
    public IReadOnlyDictionary<string, OrderContent> Created => _created;

    public IReadOnlyCollection<(string Order, OrderContent Content)> GivenAgain => _givenAgain;

    public TimeSpan StartDelay(Random random) => options.LongestStartDelay * random.NextDouble();

    public TimeSpan Pause(Random random) =>
        options.ShortestPause + (options.LongestPause - options.ShortestPause) * random.NextDouble();

    public ValueTask IterateAsync(VirtualUser user)
    {
        var drawn = user.Random.NextDouble() * 100;
        return drawn < options.Mix.Checkout ? CheckoutExistingAsync(user)
            : drawn < options.Mix.Checkout + options.Mix.Create ? CheckoutNewAsync(user)
            : AskAsync(user);
    }

    private async ValueTask CheckoutExistingAsync(VirtualUser user)
    {
        var order = population.Orders[user.Random.Next(population.Orders.Count)];
        await user.SendAsync(Checkout, order, targets.Orders, HttpVerb.Post, ShopPaths.Checkout(order));
    }

    private async ValueTask CheckoutNewAsync(VirtualUser user)
    {
        var buyer = Next(population.FreshUsers, population.Users, ref _freshUsers, user.Random);
        var item = Next(population.FreshItems, population.Items, ref _freshItems, user.Random);
        var created = await user.SendAsync(Create, buyer, targets.Orders, HttpVerb.Post, ShopPaths.CreateOrder(buyer));
        if (created.Outcome != Outcome.Ok || ShopAnswers.Id(created.Body, "order_id").Value is not { } order) return;

        // An order whose filling is in doubt is abandoned: its uncertain content can then harm no formula.
        var added = await user.SendAsync(Add, order, targets.Orders, HttpVerb.Post, ShopPaths.AddItem(order, item, 1));
        if (added.Outcome != Outcome.Ok) return;

        var content = new OrderContent(buyer, Paid: false, TotalCost: 0, [new OrderLine(item, 1)]);
        if (!_created.TryAdd(order, content)) _givenAgain.Enqueue((order, content));
        await user.SendAsync(Checkout, order, targets.Orders, HttpVerb.Post, ShopPaths.Checkout(order));
    }

    private async ValueTask AskAsync(VirtualUser user)
    {
        if (user.Random.Next(2) == 0)
        {
            var id = population.Users[user.Random.Next(population.Users.Count)];
            await user.SendAsync(FindUser, id, targets.Payment, HttpVerb.Get, ShopPaths.FindUser(id), (in answer) => new ReadValue(ShopAnswers.Credit(answer.Body).Value));
        }
        else
        {
            var id = population.Items[user.Random.Next(population.Items.Count)];
            await user.SendAsync(FindItem, id, targets.Stock, HttpVerb.Get, ShopPaths.FindItem(id), (in answer) => new ReadValue(ShopAnswers.Stock(answer.Body)));
        }
    }

    private static string Next(IReadOnlyList<string> fresh, IReadOnlyList<string> all, ref int taken, Random random)
    {
        var next = fresh.Count == 0 ? int.MaxValue : Interlocked.Increment(ref taken) - 1;
        return next < fresh.Count ? fresh[next] : all[random.Next(all.Count)];
    }
}
