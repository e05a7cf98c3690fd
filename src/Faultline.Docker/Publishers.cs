using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Faultline.Hosting.State;
using Faultline.Hosting;

namespace Faultline.Docker;

/// <summary>Finds the containers that are asked when somebody asks at an address.</summary>
internal static class Publishers
{
    // Inspections under way: an engine may keep many containers that have ended.
    private const int AtOnce = 8;

    /// <summary>Ids of the containers by address: those that run, else those that would if they ran and nobody else is there.</summary>
    /// <exception cref="HostUnavailableException">The engine does not answer.</exception>
    public static async Task<IReadOnlyDictionary<TargetAddress, IReadOnlyList<string>>> FindAsync(
        DockerEngine engine, IEnumerable<ContainerListResponse> listed, IEnumerable<TargetAddress> asked, CancellationToken cancellationToken)
    {
        var all = listed.ToArray();
        var place = await EnginePlace.OfAsync(engine.Endpoint, all, cancellationToken);
        var running = all.Where(c => c.State is "running" or "paused").Select(c => (c.ID, Ports: ContainerPorts.Of(c))).ToArray();
        (string ID, ContainerPorts Ports)[]? stopped = null;
        var found = new Dictionary<TargetAddress, IReadOnlyList<string>>();
        foreach (var address in asked)
        {
            var listened = address.Bindings();
            found[address] = Asked(running, address, listened, place);
            if (found[address].Count > 0 || listened.Count > 0) continue;

            // What a killed run left down is found by what it will publish: it is healed before the next load. Between two of
            // its restarts a container publishes nothing either.
            stopped ??= await StoppedAsync(engine, all.Where(c => c.State is "exited" or "created" or "restarting" or "dead"), cancellationToken);
            found[address] = Asked(stopped, address, listened, place);
        }

        return found;
    }

    /// <summary>Ids of the containers that are asked at an address; none where some of the connections go elsewhere.</summary>
    internal static IReadOnlyList<string> Asked(
        IReadOnlyCollection<(string ID, ContainerPorts Ports)> containers, TargetAddress address,
        IReadOnlyDictionary<IPAddress, IReadOnlyList<IPAddress>> listened, EnginePlace place)
    {
        // Which of the addresses of a name is dialled is for the client to choose.
        if (place.IsHere && listened.Keys.Any(a => !containers.Any(c => c.Ports.Publish(address, a, listened, place)))) return [];
        return [.. containers.Where(c => c.Ports.Are(address, listened, place)).Select(c => c.ID)];
    }

    private static async Task<(string ID, ContainerPorts Ports)[]> StoppedAsync(DockerEngine engine, IEnumerable<ContainerListResponse> containers, CancellationToken cancellationToken)
    {
        var ports = new List<(string ID, ContainerPorts Ports)>();
        foreach (var some in containers.Chunk(AtOnce))
            ports.AddRange((await Task.WhenAll(some.Select(c => InspectAsync(engine, c.ID, cancellationToken)))).SelectMany(found => found));
        return [.. ports];
    }

    private static async Task<(string ID, ContainerPorts Ports)[]> InspectAsync(DockerEngine engine, string id, CancellationToken cancellationToken)
    {
        try
        {
            return [(id, ContainerPorts.Of(await engine.AskAsync((client, token) => client.Containers.InspectContainerAsync(id, token), cancellationToken)))];
        }
        catch (HostUnavailableException e) when (e.InnerException is DockerContainerNotFoundException)
        {
            // Removed meanwhile.
            return [];
        }
    }
}
