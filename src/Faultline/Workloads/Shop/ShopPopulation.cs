namespace Faultline.Workloads.Shop;

/// <summary>The entities that users work on.</summary>
/// <param name="Description">Kind and size, for people.</param>
/// <param name="Orders">Orders that exist and are checked out.</param>
/// <param name="Users">Users that are asked for, and from whom new orders are drawn.</param>
/// <param name="Items">Items that are asked for, and from which new orders are filled.</param>
/// <param name="FreshUsers">Users that no order holds yet; new orders take them first, one each. May be empty.</param>
/// <param name="FreshItems">Items that no order holds yet, likewise.</param>
/// <param name="Opening">Balances before the load.</param>
internal sealed record ShopPopulation(
    string Description,
    IReadOnlyList<string> Orders,
    IReadOnlyList<string> Users,
    IReadOnlyList<string> Items,
    IReadOnlyList<string> FreshUsers,
    IReadOnlyList<string> FreshItems,
    OpeningBalances Opening)
{
    /// <summary>Under this name the ids of the orders are kept for the next run.</summary>
    public const string OrderList = "Orders";

    private readonly HashSet<string> _given = [];

    /// <summary>Orders that were to be there, beside those that are.</summary>
    public required int Planned { get; init; }

    /// <summary>What was put into orders, or was read in them before the load, as far as that is known of single ones.</summary>
    public IReadOnlyDictionary<string, OrderContent> Contents { get; init; } = new Dictionary<string, OrderContent>();

    /// <summary>What each order holds whose content is not known singly; null where nothing is known of them.</summary>
    public OrderSize? Each { get; init; }

    /// <summary>What was put into orders under an id that had been given to another order before.</summary>
    public IReadOnlyList<(string Order, OrderContent Content)> GivenAgain { get; init; } = [];

    /// <summary>Keeps the ids of the orders; numbered ones are found without.</summary>
    public void KeepIn(PopulationMemory memory)
    {
        if (Orders is NumberedIds) memory.Forget();
        else memory.Remember(Description, new Dictionary<string, IReadOnlyList<string>> { [OrderList] = Orders });
    }

    /// <summary>Whether an order of this id was there before the load.</summary>
    public bool Holds(string order)
    {
        if (_given.Count == 0) _given.UnionWith(Orders);
        return _given.Contains(order);
    }
}

/// <summary>How many pieces an order holds in all, and what they cost together.</summary>
internal readonly record struct OrderSize(long Pieces, long TotalCost);
