namespace Faultline.IntegrationTests.Foreign;

/// <summary>The stores of a foreign shop, and the part of a checkout that each keeps.</summary>
public enum Store
{
    /// <summary>Articles: what a checkout takes.</summary>
    Stock,

    /// <summary>Purses: what a checkout charges.</summary>
    Payment,

    /// <summary>Baskets: the mark that one is paid.</summary>
    Orders,
}
