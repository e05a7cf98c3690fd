using System.Net;

namespace Shop;

/// <summary>How one process of the shop runs.</summary>
public sealed record ShopOptions
{
    /// <summary>What the process does.</summary>
    public required ShopRole Role { get; init; }

    /// <summary>Address that it listens on.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port that it listens on.</summary>
    public required int Port { get; init; }

    /// <summary>Name of this replica, such as <c>order-service-1</c>; a service sends it as <c>X-Instance</c>.</summary>
    public required string Instance { get; init; }

    /// <summary>Folder of the stores where they are SQLite files, shared by all replicas; created where it does not exist.</summary>
    public string? DataDirectory { get; init; }

    /// <summary><c>HOST</c> or <c>HOST:PORT</c> of the service's PostgreSQL server; it is used instead of a file.</summary>
    public string? StoreAddress { get; init; }

    /// <summary>How checkouts are carried out; the same for all processes of one shop.</summary>
    public CheckoutMode Checkout { get; init; } = CheckoutMode.Saga;

    /// <summary>A known fault in the saga; null: none. The same for all processes of one shop.</summary>
    public ShopBug? Bug { get; init; }

    /// <summary>Base address of the gateway, the order service's way to stock and payment.</summary>
    public Uri? Gateway { get; init; }

    /// <summary>The replicas that the gateway serves.</summary>
    public IReadOnlyList<ShopBackend> Backends { get; init; } = [];

    /// <summary>Pause between the steps of a checkout, so that a kill lands in the middle of one.</summary>
    public TimeSpan StepDelay { get; init; }

    /// <summary>The store of a service. Throws <see cref="ArgumentException"/> where the options name none.</summary>
    internal IStoreEngine Store(string service) => WebService.Store(service, StoreAddress, DataDirectory);
}
