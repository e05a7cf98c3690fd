namespace Shop;

/// <summary>What one process of the shop does.</summary>
public enum ShopRole
{
    /// <summary>Passes requests on to the replicas of the services.</summary>
    Gateway,

    /// <summary>Orders and their checkout.</summary>
    Order,

    /// <summary>Items: how many there are and what they cost.</summary>
    Stock,

    /// <summary>Users and their credit.</summary>
    Payment,
}
