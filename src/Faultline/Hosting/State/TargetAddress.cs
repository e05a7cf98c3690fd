using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Faultline.Hosting.Machine;

namespace Faultline.Hosting.State;

/// <summary>A host and a port that a system is asked at, and what the host's name means on this machine.</summary>
public sealed class TargetAddress
{
    private const string ThisMachine = "localhost";
    private static readonly TimeSpan LookupLimit = TimeSpan.FromSeconds(5);

    internal TargetAddress(Uri address, IReadOnlyList<IPAddress> resolved, IReadOnlyCollection<IPAddress> own)
    {
        (Name, Port) = (address.Host.ToLowerInvariant(), address.Port);
        Addresses = [.. resolved.Select(Plain).Distinct()];
        Own = [.. Addresses.Where(a => IPAddress.IsLoopback(a) || own.Contains(a))];
    }

    /// <summary>The host as it was written, in small letters; IPv6 in brackets.</summary>
    public string Name { get; }

    /// <summary>The port, also where it is the scheme's usual one.</summary>
    public int Port { get; }

    /// <summary>The addresses of the host; none where the name is not known.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; }

    /// <summary>Those of them that are this machine's own.</summary>
    public IReadOnlyList<IPAddress> Own { get; }

    /// <summary>
    /// What two runs that load the same server have in common, however each of them writes its address: for this machine
    /// the port, else the port with each address and with the name.
    /// </summary>
    public IReadOnlyList<string> Keys => Own.Count > 0
        ? [Key(ThisMachine)]
        : [.. Addresses.Select(a => Key(a.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{a}]" : a.ToString())).Append(Key(Name)).Distinct(StringComparer.Ordinal)];

    /// <summary>The addresses as a person wrote them, each once, looked up.</summary>
    public static async Task<IReadOnlyList<TargetAddress>> ResolveAsync(IEnumerable<Uri> addresses, CancellationToken cancellationToken)
    {
        var own = OwnAddresses();
        return await Task.WhenAll(addresses
            .DistinctBy(a => (a.Host.ToLowerInvariant(), a.Port))
            .Select(async a => new TargetAddress(a, await LookUpAsync(a.DnsSafeHost, cancellationToken), own)));
    }

    /// <summary>Whether anybody on this machine gets the connections to it now; false also where that cannot be seen.</summary>
    public bool IsListenedOn() => Own.Any(a => ListeningSockets.IsListenedOn(a, Port));

    /// <summary>
    /// The addresses of this machine among them that somebody listens at, each with what that socket is bound to: just
    /// the address, or any (of IPv4, of IPv6, or of both).
    /// </summary>
    public IReadOnlyDictionary<IPAddress, IReadOnlyList<IPAddress>> Bindings()
    {
        var sockets = ListeningSockets.Read();
        return Own.Select(a => (Address: a, Bound: ListeningSockets.Bindings(a, Port, sockets))).Where(b => b.Bound.Count > 0).ToDictionary(b => b.Address, b => b.Bound);
    }

    /// <summary>A process of this machine that listens there, or null where none is to be seen.</summary>
    public int? Listener() => Own.SelectMany(a => ListeningSockets.HoldersOf(a, Port)).Select(pid => (int?)pid).FirstOrDefault();

    /// <inheritdoc/>
    public override string ToString() => $"http://{Key(Name)}";

    private string Key(string host) => string.Create(CultureInfo.InvariantCulture, $"{host}:{Port}");

    private static async Task<IPAddress[]> LookUpAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var address)) return [address];
        // Resolvers differ in whether localhost has two addresses; services differ in which one they listen on.
        if (host.Equals(ThisMachine, StringComparison.OrdinalIgnoreCase)) return [IPAddress.Loopback, IPAddress.IPv6Loopback];
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken).WaitAsync(LookupLimit, cancellationToken);
        }
        catch (Exception e) when (e is SocketException or TimeoutException or ArgumentException)
        {
            return [];
        }
    }

    private static IReadOnlyCollection<IPAddress> OwnAddresses()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => Plain(a.Address))];
        }
        catch (NetworkInformationException)
        {
            // What loops back is this machine's own even so.
            return [];
        }
    }

    /// <summary>One form for what leads to the same place: whoever connects to "any" address connects to this machine.</summary>
    private static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? Plain(address.MapToIPv4())
        : address.Equals(IPAddress.Any) ? IPAddress.Loopback
        : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
        : address;
}
