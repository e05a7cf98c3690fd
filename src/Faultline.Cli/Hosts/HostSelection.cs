using Faultline.Hosting;
using Faultline.Hosting.Processes;

namespace Faultline.Cli.Hosts;

/// <summary>
/// Which host runs the services: the one asked for, else child processes if this folder names live ones, else Docker.
/// </summary>
internal static class HostSelection
{
    private const string StartShop = "Next: faultline shop up starts the sample shop as child processes";

    /// <param name="asked"><c>process</c>, <c>docker</c> or null.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="time">The source of time.</param>
    /// <exception cref="HostUnavailableException">There is no such host here.</exception>
    public static IServiceHost Select(string? asked, string folder, TimeProvider time)
    {
        if (asked == "docker") throw DockerProbe.Explain(StartShop);
        if (ProcessHost.HasLiveInstances(folder)) return ProcessHost.Open(folder, time);
        if (asked == "process")
            throw new HostUnavailableException($"no services run as child processes of {folder}", StartShop);
        throw DockerProbe.Explain(StartShop);
    }
}
