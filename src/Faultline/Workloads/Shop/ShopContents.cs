namespace Faultline.Workloads.Shop;

/// <summary>What is known of the orders from before they were checked out: what was put into them, or read in them.</summary>
internal sealed class ShopContents
{
    private readonly IReadOnlyDictionary<string, OrderContent> _created;
    private readonly ShopPopulation _population;
    private readonly ILookup<string, OrderContent> _again;
    private readonly ILookup<string, OrderContent> _againBefore;
    private readonly string? _canary;

    /// <summary>Of the orders of a population, and of those that a load created.</summary>
    /// <param name="population">The population.</param>
    /// <param name="created">What the run put into orders that it created itself.</param>
    /// <param name="givenAgain">The same of orders whose ids it had been given before.</param>
    /// <param name="canary">The order that was checked out before the load.</param>
    public ShopContents(
        ShopPopulation population,
        IReadOnlyDictionary<string, OrderContent> created,
        IEnumerable<(string Order, OrderContent Content)> givenAgain,
        string? canary = null)
    {
        (_population, _created, _canary) = (population, created, canary);
        _again = givenAgain.ToLookup(o => o.Order, o => o.Content, StringComparer.Ordinal);
        _againBefore = population.GivenAgain.ToLookup(o => o.Order, o => o.Content, StringComparer.Ordinal);
    }

    public OpeningBalances Opening => _population.Opening;

    /// <summary>Whether the order was paid before the load; null where that was not read.</summary>
    public bool? Paid(string order) => _created.ContainsKey(order) ? false : Opening.Paid(order);

    /// <summary>
    /// What the order holds if the shop keeps its word, or null where nothing is known of its items.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="lastPrice">What an item costs where that was not known before the load.</param>
    /// <param name="shown">The total that stands for one that cannot be told.</param>
    public OrderContent? Of(string order, Func<string, long?> lastPrice, long shown)
    {
        if (!_created.TryGetValue(order, out var content)) return _population.Contents.GetValueOrDefault(order);
        Int128 total = 0;
        foreach (var line in content.Lines)
        {
            if ((Opening.Price(line.Item) ?? lastPrice(line.Item)) is not { } price) return content with { TotalCost = shown };
            total += (Int128)line.Quantity * price;
        }

        return content with { TotalCost = total >= long.MinValue && total <= long.MaxValue ? (long)total : shown };
    }

    /// <summary>How large an order is of which no items are known; null where that is not known either.</summary>
    public OrderSize? Each => _population.Each;

    /// <summary>What was put into orders that were given the id of this one.</summary>
    public IEnumerable<OrderContent> Again(string order) => _againBefore[order].Concat(_again[order]);

    /// <summary>Whether the shop gave this id out more than once, by the creates of the load and what was there before.</summary>
    public bool WasGivenTwice(string order, int createsOfTheLoad) =>
        createsOfTheLoad + (_population.Holds(order) ? 1 : 0) + _againBefore[order].Count() + (order == _canary ? 1 : 0) > 1;
}
