using Docker.DotNet;
using Docker.DotNet.Models;
using Faultline.Hosting;

namespace Faultline.Docker;

/// <summary>Finds the containers that are asked when somebody asks at an address.</summary>
internal static class Publishers
{
    /// <summary>Ids of the containers by address: those that run, else those that would if they ran and nobody else is there.</summary>
    /// <exception cref="HostUnavailableException">The engine does not answer.</exception>
    public static async Task<IReadOnlyDictionary<TargetAddress, IReadOnlyList<string>>> FindAsync(
        DockerEngine engine, IEnumerable<ContainerListResponse> listed, IEnumerable<TargetAddress> asked, CancellationToken cancellationToken)
    {
        var all = listed.ToArray();
        var place = await EnginePlace.OfAsync(engine.Endpoint, all, cancellationToken);
        var running = all.Where(c => c.State is "running" or "paused" or "restarting").Select(c => (c.ID, Ports: ContainerPorts.Of(c))).ToArray();
        (string ID, ContainerPorts Ports)[]? stopped = null;
        var found = new Dictionary<TargetAddress, IReadOnlyList<string>>();
        foreach (var address in asked)
        {
            found[address] = [.. running.Where(c => c.Ports.Are(address, place)).Select(c => c.ID)];
            if (found[address].Count > 0 || address.IsListenedOn()) continue;

            // What a killed run left down is found by what it will publish: it is healed before the next load.
            stopped ??= await StoppedAsync(engine, all.Where(c => c.State is "exited" or "created"), cancellationToken);
            found[address] = [.. stopped.Where(c => c.Ports.Are(address, place)).Select(c => c.ID)];
        }

        return found;
    }

    private static async Task<(string ID, ContainerPorts Ports)[]> StoppedAsync(DockerEngine engine, IEnumerable<ContainerListResponse> containers, CancellationToken cancellationToken)
    {
        var ports = new List<(string ID, ContainerPorts Ports)>();
        foreach (var container in containers)
            try
            {
                ports.Add((container.ID, ContainerPorts.Of(await engine.AskAsync((client, token) => client.Containers.InspectContainerAsync(container.ID, token), cancellationToken))));
            }
            catch (HostUnavailableException e) when (e.InnerException is DockerContainerNotFoundException)
            {
                // Removed meanwhile.
            }

        return [.. ports];
    }
}
