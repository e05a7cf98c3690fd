using System.Globalization;
using System.Net;
using Docker.DotNet.Models;
using Faultline.Hosting.State;

namespace Faultline.Docker;

/// <summary>Where a container is reached: ports that it publishes on its engine's machine, and addresses of its own.</summary>
/// <param name="Published">Addresses of the engine's machine ("any" of IPv4 or IPv6; null: all of both) with their ports.</param>
/// <param name="Own">Its addresses in the networks of its engine.</param>
internal sealed record ContainerPorts(IReadOnlyList<(IPAddress? Address, int Port)> Published, IReadOnlyList<IPAddress> Own)
{
    /// <summary>Those of a container that runs, as the engine lists it.</summary>
    public static ContainerPorts Of(ContainerListResponse listed) => new(
        [.. (listed.Ports ?? []).Where(p => p.PublicPort is > 0 && p.Type is null or "tcp").Select(p => (Read(p.IP), (int)p.PublicPort!))],
        [.. (listed.NetworkSettings?.Networks?.Values ?? []).SelectMany(n => new[] { n.IPAddress, n.GlobalIPv6Address }).Select(Read).OfType<IPAddress>()]);

    /// <summary>Those that a container will have once it runs; ports that the engine chooses are not known before.</summary>
    public static ContainerPorts Of(ContainerInspectResponse stopped) => new(
        [.. (stopped.HostConfig?.PortBindings ?? new Dictionary<string, IList<PortBinding>>())
            .Where(p => p.Key.EndsWith("/tcp", StringComparison.Ordinal))
            .SelectMany(p => p.Value ?? [])
            .Select(b => (Read(b.HostIP), Port: int.TryParse(b.HostPort, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0))
            .Where(b => b.Port > 0)],
        []);

    /// <summary>Whether who asks at an address is answered by this container.</summary>
    /// <param name="asked">The address.</param>
    /// <param name="listened">Where on this machine somebody listens there, and what that socket is bound to.</param>
    /// <param name="place">The engine's machine.</param>
    public bool Are(TargetAddress asked, IReadOnlyDictionary<IPAddress, IReadOnlyList<IPAddress>> listened, EnginePlace place) =>
        (place.IsHere && listened.Count > 0 ? listened.Keys : asked.Addresses).Any(a => Publish(asked, a, listened, place))
        || place.IsHere && Own.Any(asked.Addresses.Contains);

    /// <summary>Whether a port of it is published at one of the addresses of what is asked.</summary>
    public bool Publish(TargetAddress asked, IPAddress address, IReadOnlyDictionary<IPAddress, IReadOnlyList<IPAddress>> listened, EnginePlace place)
    {
        var bound = place.IsHere ? listened.GetValueOrDefault(address) : null;
        return Published.Any(p => p.Port == asked.Port && (IsAny(p.Address)
            ? place.Has(asked, address) && (bound is null || bound.Any(b => p.Address is null ? IsAny(b) : p.Address.Equals(b)))
            : p.Address!.Equals(address) && place.Sees(address)));
    }

    private static bool IsAny(IPAddress? address) => address is null || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static IPAddress? Read(string? text) => IPAddress.TryParse(text, out var address) ? address : null;
}
