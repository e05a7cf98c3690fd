using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using Faultline.Hosting;

namespace Faultline.Docker.Provisioning;

/// <summary>
/// Containers and the network of one project that this tool created itself, labelled as Compose labels its own, and
/// with a label of ours by which they, and nothing else, are removed again.
/// </summary>
public sealed class Deployment(DockerEngine engine, string project)
{
    /// <summary>The label of ours; its value is the project.</summary>
    public const string OwnLabel = "faultline.deployment";

    private string Network => $"{project}_default";

    /// <summary>Creates the network in which the containers find each other by name.</summary>
    /// <exception cref="HostUnavailableException">The engine refuses.</exception>
    public Task CreateNetworkAsync(CancellationToken cancellationToken) => engine.TellAsync(
        (client, token) => client.Networks.CreateNetworkAsync(
            new NetworksCreateParameters
            {
                Name = Network,
                Driver = "bridge",
                Labels = new Dictionary<string, string>
                {
                    [ProjectContainer.ProjectLabel] = project,
                    ["com.docker.compose.network"] = "default",
                    [OwnLabel] = project,
                },
            },
            token),
        cancellationToken);

    /// <summary>Creates a container; it is not started.</summary>
    /// <exception cref="HostUnavailableException">The engine refuses.</exception>
    public async Task<InstanceId> CreateAsync(ContainerPlan plan, CancellationToken cancellationToken)
    {
        var port = string.Create(CultureInfo.InvariantCulture, $"{plan.Port}/tcp");
        var name = $"{project}-{plan.Instance}";
        var created = await engine.AskAsync(
            (client, token) => client.Containers.CreateContainerAsync(
                new CreateContainerParameters
                {
                    Name = name,
                    Hostname = plan.Instance,
                    Image = plan.Image,
                    Entrypoint = plan.EntryPoint is { } entry ? [entry] : null!,
                    Cmd = [.. plan.Command],
                    Env = [.. plan.Environment.Select(v => $"{v.Key}={v.Value}")],
                    ExposedPorts = new Dictionary<string, EmptyStruct> { [port] = default },
                    Labels = new Dictionary<string, string>
                    {
                        [ProjectContainer.ProjectLabel] = project,
                        [ProjectContainer.ServiceLabel] = plan.Service,
                        [ProjectContainer.NumberLabel] = plan.Number.ToString(CultureInfo.InvariantCulture),
                        ["com.docker.compose.oneoff"] = "False",
                        [OwnLabel] = project,
                    },
                    HostConfig = new HostConfig
                    {
                        NetworkMode = Network,
                        // The engine asks an outer name server for the name of a container that is down; where none
                        // answers (a machine without network), each look would block its caller for 20 s.
                        DNSOptions = ["timeout:1", "attempts:1"],
                        PortBindings = plan.PublishedPort is { } published
                            ? new Dictionary<string, IList<PortBinding>>
                            {
                                [port] = [new PortBinding { HostIP = "127.0.0.1", HostPort = published.ToString(CultureInfo.InvariantCulture) }],
                            }
                            : null!,
                    },
                    NetworkingConfig = new NetworkingConfig
                    {
                        EndpointsConfig = new Dictionary<string, EndpointSettings>
                        {
                            [Network] = new EndpointSettings { Aliases = [plan.Service, plan.Instance] },
                        },
                    },
                },
                token),
            cancellationToken);
        return new InstanceId(name, created.ID);
    }

    /// <summary>Removes the containers, their volumes and the network, whether they run or not. Harmless when repeated.</summary>
    /// <returns>How many containers there were.</returns>
    /// <exception cref="HostUnavailableException">The engine refuses.</exception>
    public async Task<int> RemoveAsync(CancellationToken cancellationToken)
    {
        var filters = Labelled($"{OwnLabel}={project}");
        var containers = await engine.AskAsync(
            (client, token) => client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filters }, token), cancellationToken);
        await Task.WhenAll(containers.Select(c => engine.TellAsync((client, token) => RemoveAsync(client, c.ID, token), cancellationToken)));
        var networks = await engine.AskAsync(
            (client, token) => client.Networks.ListNetworksAsync(new NetworksListParameters { Filters = filters }, token), cancellationToken);
        foreach (var network in networks)
            await engine.TellAsync((client, token) => client.Networks.DeleteNetworkAsync(network.ID, token), cancellationToken);
        return containers.Count;
    }

    private static async Task RemoveAsync(DockerClient client, string container, CancellationToken cancellationToken)
    {
        try
        {
            await client.Containers.RemoveContainerAsync(container, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, cancellationToken);
        }
        catch (DockerContainerNotFoundException)
        {
            // Somebody else has removed it.
        }
    }

    private static Dictionary<string, IDictionary<string, bool>> Labelled(string label) =>
        new() { ["label"] = new Dictionary<string, bool> { [label] = true } };
}
