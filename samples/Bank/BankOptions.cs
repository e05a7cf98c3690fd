using System.Net;
using Samples.Storage;
using Samples.Web;

namespace Bank;

/// <summary>How one process of the bank runs.</summary>
public sealed record BankOptions
{
    /// <summary>What the process does.</summary>
    public required BankRole Role { get; init; }

    /// <summary>Address that it listens on.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port that it listens on.</summary>
    public required int Port { get; init; }

    /// <summary>Name of this replica, such as <c>ledger-1</c>, which it sends as <c>X-Instance</c>.</summary>
    public required string Instance { get; init; }

    /// <summary>Folder of the stores where they are SQLite files; created where it does not exist.</summary>
    public string? DataDirectory { get; init; }

    /// <summary><c>HOST</c> or <c>HOST:PORT</c> of the service's PostgreSQL server; it is used instead of a file.</summary>
    public string? StoreAddress { get; init; }

    /// <summary>Base address of the ledger, the bank's way to the balances.</summary>
    public Uri? Ledger { get; init; }

    /// <summary>A known fault; null: none. The same for both processes of one bank.</summary>
    public BankBug? Bug { get; init; }

    /// <summary>Pause between the two halves of a transfer, so that a kill lands in the middle of one.</summary>
    public TimeSpan StepDelay { get; init; }

    /// <summary>The store of a service. Throws <see cref="ArgumentException"/> where the options name none.</summary>
    internal IStoreEngine Store(string service) => WebService.Store(service, StoreAddress, DataDirectory);
}
