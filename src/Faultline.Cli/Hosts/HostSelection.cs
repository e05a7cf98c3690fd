using Faultline.Cli.Shop;
using Faultline.Docker;
using Faultline.Hosting;
using Faultline.Hosting.Processes;

namespace Faultline.Cli.Hosts;

/// <summary>
/// Which host runs the services: the one asked for, else child processes if this folder names live ones, else Docker.
/// </summary>
/// <param name="Host"><c>process</c>, <c>docker</c> or null.</param>
/// <param name="Project">Name of a Compose project, or null.</param>
internal sealed record HostSelection(string? Host, string? Project)
{
    private const string StartShop = "faultline shop up starts the sample shop as child processes";

    /// <summary>Opens the host.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="services">The services that the command names; empty where it names none.</param>
    /// <param name="time">The source of time.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="HostUnavailableException">There is no such host here.</exception>
    /// <exception cref="Configuration.ConfigurationException">No project fits, or more than one.</exception>
    public async Task<IServiceHost> OpenAsync(string folder, IReadOnlyList<string> services, TimeProvider time, CancellationToken cancellationToken)
    {
        var shop = ShopRecord.HasOwner(folder) ? ShopRecord.Read(folder) : null;
        // The shop that this folder keeps up counts too while every one of its processes is down.
        var hasProcesses = ProcessHost.HasLiveInstances(folder) || shop is { Project: null };
        if (Host != "docker" && Project is null && hasProcesses) return ProcessHost.Open(folder, time);
        if (Host == "process")
            throw new HostUnavailableException($"no services run as child processes of {folder}", $"Next: {StartShop}");
        try
        {
            return await FindAsync(shop?.Engine is { } endpoint && Project is null
                ? await DockerEngine.ConnectAsync(endpoint, time, cancellationToken)
                : await DockerEngine.ConnectAsync(time, cancellationToken));
        }
        catch (HostUnavailableException e) when (Host is null && Project is null)
        {
            throw new HostUnavailableException(e.Message, $"{e.Hint}; {StartShop}", e);
        }

        async Task<DockerHost> FindAsync(DockerEngine engine)
        {
            try
            {
                return await DockerHost.FindAsync(engine, Project ?? shop?.Project, services, time, cancellationToken);
            }
            catch
            {
                engine.Dispose();
                throw;
            }
        }
    }

    /// <summary>The name under which a run tells the system: the project, or the folder.</summary>
    public static string NameOf(IServiceHost? host, string folder) => host switch
    {
        null => "",
        DockerHost docker => docker.Project,
        _ => folder,
    };
}
