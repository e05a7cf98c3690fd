namespace Faultline.Workloads.Shop;

/// <summary>
/// How large the consistency test is: many orders of one piece each fight for few pieces, all at once. The defaults
/// are those of the classic test, in which about a tenth of the checkouts can succeed.
/// </summary>
public sealed record ConsistencySize
{
    /// <summary>Orders, and checkouts, from 1.</summary>
    public int Orders { get; init; } = 1000;

    /// <summary>Users, from whom each order's is drawn, from 1.</summary>
    public int Users { get; init; } = 1000;

    /// <summary>Each user's credit at the start.</summary>
    public int Credit { get; init; } = 1;

    /// <summary>Items, from which each order's is drawn, from 1.</summary>
    public int Items { get; init; } = 1;

    /// <summary>Pieces of each item at the start.</summary>
    public int Stock { get; init; } = 100;

    /// <summary>Price of a piece, from 1.</summary>
    public int Price { get; init; } = 1;
}
