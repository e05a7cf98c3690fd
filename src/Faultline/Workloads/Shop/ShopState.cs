using Faultline.Experiments;
using Faultline.Histories;

namespace Faultline.Workloads.Shop;

/// <summary>
/// The state of the shop after the load, as pass after pass reads it: every order that was attempted, its user and items,
/// and accounts that nobody touched.
/// </summary>
/// <param name="client">Reads.</param>
/// <param name="ledger">The attempts.</param>
/// <param name="created">What the run put into its orders.</param>
/// <param name="population">The entities there are.</param>
/// <param name="seed">Seed of the samples.</param>
/// <param name="untouched">How many items, and how many users, are read though nothing need have touched them.</param>
internal sealed class ShopState(
    ShopClient client, ShopLedger ledger, IReadOnlyDictionary<string, OrderContent> created, ShopPopulation population, int seed, int untouched)
{
    // Of what should stand still this much is read again, in the hope of being wrong.
    private const int LargestSample = 2_000;
    private const int SampleOneIn = 8;

    private readonly LossProbe _probe = new(client);
    private int _pass;

    public StateTable<OrderContent> Orders { get; } = new((a, b) => a.Paid == b.Paid && a.Describe() == b.Describe());

    public StateTable<ItemState?> Items { get; } = new((a, b) => a == b);

    public StateTable<long?> Users { get; } = new((a, b) => a == b);

    /// <summary>Entities that their store lost, as of the last pass.</summary>
    public ShopLosses Losses { get; private set; } = ShopLosses.None;

    /// <summary>Reads what the scope names.</summary>
    public async Task<StatePass> ReadAsync(StateScope scope, RunClock clock, IRunObserver observer, CancellationToken cancellationToken)
    {
        var chosen = ++_pass == 1 ? new ShopChoice([.. ledger.Orders], [], []) : Choose(scope);
        // How long such passes go on is told by who asks for them.
        var progress = new PassProgress($"pass {_pass}", scope.IsOfNamed ? null : observer, chosen.Count + (_pass == 1 ? Expected() : 0));
        var changed = await Orders.ReadAsync(chosen.Orders, client.ReadOrderAsync, clock, progress, cancellationToken);
        var (items, users) = Discovered(chosen.Orders, chosen);
        progress.Expect(chosen.Orders.Count + items.Count + users.Count);
        changed += await Items.ReadAsync(items, client.ReadItemAsync, clock, progress, cancellationToken);
        changed += await Users.ReadAsync(users, client.ReadCreditAsync, clock, progress, cancellationToken);
        // It writes a little into the shop: not where nothing can be new.
        if (scope.All || changed > 0) Losses = await _probe.FindAsync(this, cancellationToken);
        return new StatePass(chosen.Orders.Count + items.Count + users.Count, changed, WithoutValue() - Losses.Count);
    }

    /// <summary>What the first pass that read each entity showed.</summary>
    public ShopReading First() => new(
        Orders.Ids.ToDictionary(id => id, Orders.First, StringComparer.Ordinal),
        Items.Ids.ToDictionary(id => id, Items.First, StringComparer.Ordinal),
        Users.Ids.ToDictionary(id => id, Users.First, StringComparer.Ordinal));

    /// <summary>What each entity showed last.</summary>
    public ShopReading Last() => new(
        Orders.Ids.ToDictionary(id => id, Orders.Last, StringComparer.Ordinal),
        Items.Ids.ToDictionary(id => id, Items.Last, StringComparer.Ordinal),
        Users.Ids.ToDictionary(id => id, Users.Last, StringComparer.Ordinal))
    {
        Losses = Losses,
        Since = Since(Orders, ShopNames.OfOrder).Concat(Since(Items, ShopNames.OfItem)).Concat(Since(Users, ShopNames.OfUser))
            .ToDictionary(StringComparer.Ordinal),
        Passed =
        [
            .. Orders.Passed.Select(p => Named(p, ShopNames.OfOrder(p.Id), p.Value.Paid ? 1 : 0)),
            .. Items.Passed.Select(p => Named(p, ShopNames.OfItem(p.Id), p.Value!.Value.Stock)),
            .. Users.Passed.Select(p => Named(p, ShopNames.OfUser(p.Id), p.Value!.Value)),
        ],
    };

    private static IEnumerable<KeyValuePair<string, TimeSpan>> Since<T>(StateTable<T> table, Func<string, string> name) =>
        table.Ids.Where(id => table.Since(id) is not null).Select(id => KeyValuePair.Create(name(id), table.Since(id)!.Value));

    private static PassedValue<long> Named<T>(PassedValue<T> passed, string name, long value) => new(name, value, passed.Sent, passed.Completed);

    private int WithoutValue() => Orders.WithoutValue.Count() + Items.WithoutValue.Count() + Users.WithoutValue.Count();

    private ShopChoice Choose(StateScope scope)
    {
        if (scope.All) return new ShopChoice([.. Orders.Ids], [.. Items.Ids], [.. Users.Ids]);

        var choice = new ShopChoice(Unreadable(Orders, Losses.Orders), Unreadable(Items, Losses.Items), Unreadable(Users, Losses.Users));
        foreach (var name in scope.Named)
        {
            if (ShopNames.Order(name) is { } order) choice.Orders.Add(order);
            else if (ShopNames.Item(name) is { } item) choice.Items.Add(item);
            else if (ShopNames.User(name) is { } user) choice.Users.Add(user);
        }

        if (scope.Unsettled) AddUnsettled(choice);
        return choice;
    }

    private void AddUnsettled(ShopChoice choice)
    {
        foreach (var order in ledger.Orders)
        {
            if (ledger.Attempts(order).All(a => a.Outcome != Outcome.Unknown)) continue;
            choice.Orders.Add(order);
            foreach (var content in Contents(order))
            {
                choice.Users.Add(content.User);
                choice.Items.UnionWith(content.Lines.Select(l => l.Item));
            }
        }

        var random = new Random(unchecked(seed * 31 + _pass));
        AddSample(choice.Orders, [.. Orders.Ids], SampleSize(Orders.Count), random);
        AddSample(choice.Items, [.. Items.Ids], SampleSize(Items.Count), random);
        AddSample(choice.Users, [.. Users.Ids], SampleSize(Users.Count), random);
    }

    private int SampleSize(int count)
    {
        var all = Orders.Count + Items.Count + Users.Count;
        return (int)((long)Math.Min(LargestSample, Math.Max(1, all / SampleOneIn)) * count / Math.Max(1, all)) + 1;
    }

    /// <summary>Accounts that a pass must read beside those it chose: of the first pass all, later those that an order newly names.</summary>
    private (IReadOnlyCollection<string> Items, IReadOnlyCollection<string> Users) Discovered(IEnumerable<string> orders, ShopChoice chosen)
    {
        foreach (var content in orders.SelectMany(Contents))
        {
            if (!Users.Contains(content.User)) chosen.Users.Add(content.User);
            chosen.Items.UnionWith(content.Lines.Select(l => l.Item).Where(i => !Items.Contains(i)));
        }

        if (_pass == 1)
        {
            var random = new Random(seed);
            AddSample(chosen.Users, population.Users, untouched, random);
            AddSample(chosen.Items, population.Items, untouched, random);
        }

        return (chosen.Items, chosen.Users);
    }

    // What the run put into an order counts beside what is found in it: if the order lost its item, that item must be read too.
    private IEnumerable<OrderContent> Contents(string order)
    {
        if (Orders.Last(order) is { } found) yield return found;
        if (created.TryGetValue(order, out var put) || population.Contents.TryGetValue(order, out put)) yield return put;
    }

    /// <summary>How many users and items random orders of two pieces are expected to hold: what is drawn k times from n leaves n·e^(−k/n) undrawn.</summary>
    private int Expected() => Drawn(population.Users.Count, ledger.Orders.Count) + Drawn(population.Items.Count, 2 * ledger.Orders.Count);

    private static int Drawn(int all, int draws) => all == 0 ? 0 : (int)(all * (1 - Math.Exp(-(double)draws / all)));

    // What is refused and not lost may be read at another time.
    private static HashSet<string> Unreadable<T>(StateTable<T> table, IReadOnlySet<string> lost) => [.. table.WithoutValue.Select(w => w.Id).Where(id => !lost.Contains(id))];

    private static void AddSample(HashSet<string> chosen, IReadOnlyList<string> all, int count, Random random)
    {
        if (all.Count <= count) chosen.UnionWith(all);
        else
            for (var i = 0; i < count; i++) chosen.Add(all[random.Next(all.Count)]);
    }
}

/// <summary>The entities that one pass reads.</summary>
internal sealed record ShopChoice(HashSet<string> Orders, HashSet<string> Items, HashSet<string> Users)
{
    public int Count => Orders.Count + Items.Count + Users.Count;
}
