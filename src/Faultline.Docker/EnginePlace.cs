using System.Net;
using Docker.DotNet.Models;
using Faultline.Hosting.State;

namespace Faultline.Docker;

/// <summary>The machine that an engine publishes ports on.</summary>
/// <param name="IsHere">Whether it is this one.</param>
/// <param name="Addresses">Addresses of it beside those that this machine knows for its own.</param>
internal sealed record EnginePlace(bool IsHere, IReadOnlyCollection<IPAddress> Addresses)
{
    /// <summary>Finds the machine of an endpoint; the gateways of the containers' networks are addresses of it too.</summary>
    public static async Task<EnginePlace> OfAsync(Uri endpoint, IEnumerable<ContainerListResponse> listed, CancellationToken cancellationToken)
    {
        if (EngineEndpoint.Http(endpoint) is { } http)
        {
            var engine = (await TargetAddress.ResolveAsync([http], cancellationToken))[0];
            if (engine.Own.Count == 0) return new EnginePlace(false, engine.Addresses);
        }

        return new EnginePlace(
            true,
            [.. listed.SelectMany(c => c.NetworkSettings?.Networks?.Values ?? []).Select(n => IPAddress.TryParse(n.Gateway, out var gateway) ? gateway : null).OfType<IPAddress>().Distinct()]);
    }

    /// <summary>Whether one of the addresses of what is asked belongs to it.</summary>
    public bool Has(TargetAddress asked, IPAddress address) => Addresses.Contains(address) || IsHere && asked.Own.Contains(address);

    /// <summary>Whether an address means the same there as it does here: each machine has its own 127.0.0.1.</summary>
    public bool Sees(IPAddress address) => IsHere || !IPAddress.IsLoopback(address);
}
