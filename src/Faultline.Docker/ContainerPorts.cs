using System.Globalization;
using System.Net;
using Docker.DotNet.Models;
using Faultline.Hosting;

namespace Faultline.Docker;

/// <summary>Where a container is reached: ports that it publishes on its engine's machine, and addresses of its own.</summary>
/// <param name="Published">Addresses of the engine's machine (null: all of them) with their ports.</param>
/// <param name="Own">Its addresses in the networks of its engine.</param>
internal sealed record ContainerPorts(IReadOnlyList<(IPAddress? Address, int Port)> Published, IReadOnlyList<IPAddress> Own)
{
    /// <summary>Those of a container that runs, as the engine lists it.</summary>
    public static ContainerPorts Of(ContainerListResponse listed) => new(
        [.. (listed.Ports ?? []).Where(p => p.PublicPort is > 0 && p.Type is null or "tcp").Select(p => (Bound(p.IP), (int)p.PublicPort!))],
        [.. (listed.NetworkSettings?.Networks?.Values ?? []).SelectMany(n => new[] { n.IPAddress, n.GlobalIPv6Address }).Select(Read).OfType<IPAddress>()]);

    /// <summary>Those that a container will have once it runs; ports that the engine chooses are not known before.</summary>
    public static ContainerPorts Of(ContainerInspectResponse stopped) => new(
        [.. (stopped.HostConfig?.PortBindings ?? new Dictionary<string, IList<PortBinding>>())
            .Where(p => p.Key.EndsWith("/tcp", StringComparison.Ordinal))
            .SelectMany(p => p.Value ?? [])
            .Select(b => (Bound(b.HostIP), Port: int.TryParse(b.HostPort, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0))
            .Where(b => b.Port > 0)],
        []);

    /// <summary>Whether who asks at an address is answered by this container.</summary>
    public bool Are(TargetAddress asked, EnginePlace place) =>
        Published.Any(p => p.Port == asked.Port && asked.Addresses.Any(a => p.Address is null ? place.Has(asked, a) : p.Address.Equals(a) && place.Sees(a)))
        || place.IsHere && Own.Any(asked.Addresses.Contains);

    private static IPAddress? Bound(string? text) => Read(text) is { } address && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) ? address : null;

    private static IPAddress? Read(string? text) => IPAddress.TryParse(text, out var address) ? address : null;
}
