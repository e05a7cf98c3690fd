using System.Globalization;

namespace Faultline.IntegrationTests.Foreign;

/// <summary>What a foreign shop knows.</summary>
internal sealed class ForeignBooks
{
    private int _ids;

    public Dictionary<string, Article> Articles { get; } = [];

    public Dictionary<string, Account> Purses { get; } = [];

    public Dictionary<string, Basket> Baskets { get; } = [];

    /// <summary>How many checkouts of baskets that exist were asked for, the present one with them.</summary>
    public int Checkouts { get; set; }

    /// <summary>A new id, as odd as the contract allows.</summary>
    public string NextId(string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}.{++_ids * 7919 % 99991:x4}~{_ids}-Zz_{new string('q', 30)}");
}

/// <summary>Something to be sold.</summary>
internal sealed record Article(Account Stock, long Price);

/// <summary>An order.</summary>
internal sealed class Basket(string user)
{
    public string User { get; } = user;

    public List<(string Item, long Quantity)> Lines { get; } = [];

    public long Cost { get; set; }

    /// <summary>1 where it is paid, else 0.</summary>
    public Account Paid { get; } = new(0);
}
