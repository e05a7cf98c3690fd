namespace Shop;

/// <summary>One replica of a service, as the gateway reaches it.</summary>
public sealed record ShopBackend(ShopRole Role, Uri Address);
