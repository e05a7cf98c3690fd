using Faultline.Cli.Shop.Known;
using Faultline.Configuration;
using Faultline.Docker;
using Faultline.Experiments;
using Faultline.Hosting.State;
using Faultline.Hosting;
using Faultline.Hosting.Processes;

namespace Faultline.Cli.Hosts;

/// <summary>
/// Which host runs the services. For a run that loads addresses: the one that is asked there. For what a person names:
/// the host asked for, else child processes if this folder names live ones, else Docker.
/// </summary>
/// <param name="Host"><c>process</c>, <c>docker</c> or null.</param>
/// <param name="Project">Name of a Compose project, or null.</param>
internal sealed record HostSelection(string? Host, string? Project)
{
    private const string Docker = "docker";
    private const string Process = "process";

    /// <summary>What the command's workload brings; null where the command has none.</summary>
    public WorkloadProfile? Profile { get; init; }

    /// <summary>Opens the host that has services of some names.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="services">The services that the command names; empty where it names none.</param>
    /// <param name="time">The source of time.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="HostUnavailableException">There is no such host here.</exception>
    /// <exception cref="ConfigurationException">No project fits, or more than one.</exception>
    public async Task<IServiceHost> OpenAsync(string folder, IReadOnlyList<string> services, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Processes(folder, time) is { } processes) return processes;
        return await InDockerAsync(
            folder, engine => DockerHost.FindAsync(engine, Project ?? RecordOf(folder)?.Project, services, ProfileServices.Known(Profile, time), time, cancellationToken), time, cancellationToken);
    }

    /// <summary>Opens the host whose services answer at the addresses of a run.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="asked">The addresses.</param>
    /// <param name="services">The services that faults are planned for; empty where there are none.</param>
    /// <param name="time">The source of time.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="HostUnavailableException">There is no such host here.</exception>
    /// <exception cref="ConfigurationException">It cannot be told which system answers there, or another one does than was named.</exception>
    public async Task<IServiceHost> OpenAtAsync(
        string folder, AskedAddresses asked, IReadOnlyList<string> services, TimeProvider time, CancellationToken cancellationToken)
    {
        var here = HasProcesses(folder) ? ProcessHost.Open(folder, time) : null;
        if (Host == Process) return await OwnedByAsync(here ?? throw NoProcesses(folder));

        var held = here is null ? [] : asked.All.Where(here.Holds).ToArray();
        if (held.Length == asked.All.Count && Host is null && Project is null) return here!;
        if (held.Length > 0)
            throw new ConfigurationException(new ConfigurationError(
                $"{asked.File} names {held[0]}, where {folder} has its child processes, and {(held.Length < asked.All.Count ? $"{asked.All.Except(held).First()}, where it has none" : "not what runs in Docker")}",
                Hint: $"Nothing was killed. Next: {(held.Length < asked.All.Count ? $"a {asked.File} with addresses of one system; or --host {Process} where a proxy stands in front of the child processes" : "the same without --host and --project")}"));
        if (here is null) return await InDockerAsync(folder, FindAsync, time, cancellationToken);

        asked = asked with { Beside = await DescribeAsync(here) };
        try
        {
            return await InDockerAsync(folder, FindAsync, time, cancellationToken);
        }
        catch (HostUnavailableException e) when (Host is null && Project is null)
        {
            throw asked.CannotTell($"{AskedAddresses.WithListener(asked.All[0])}, which none of the child processes of {folder} has", [], $" Docker: {e.Message}.");
        }

        Task<DockerHost> FindAsync(DockerEngine engine) => DockerHost.FindAtAsync(engine, asked, Project, services, ProfileServices.Known(Profile, time), time, cancellationToken);

        async Task<IServiceHost> OwnedByAsync(ProcessHost processes)
        {
            TargetAddress[] others = [.. asked.All.Where(a => !processes.Holds(a))];
            if (others.Length == 0) return processes;
            (TargetAddress Address, string Project)? rival;
            try
            {
                rival = await WithEngineAsync(
                    folder,
                    async engine =>
                    {
                        using (engine) return await DockerHost.FindRivalAsync(engine, others, services, ProfileServices.Known(Profile, time), cancellationToken);
                    },
                    time,
                    cancellationToken);
            }
            catch (HostUnavailableException)
            {
                // Without Docker nothing there can be meant.
                return processes;
            }

            // Where no project is asked, what was named stands behind a proxy, or is reached by a way that cannot be seen.
            return rival is not { } found ? processes : throw new ConfigurationException(new ConfigurationError(
                $"{asked.File} names {found.Address}, which project {found.Project} in Docker publishes, and no child process of {folder}",
                Hint: $"Nothing was killed. Next: the same without --host, or a {asked.File} with addresses of the child processes"));
        }
    }

    /// <summary>Opens the hosts that have instances of some names: those of one may be in several projects.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="instances">The names.</param>
    /// <param name="time">The source of time.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The hosts, and the names of all instances that are there.</returns>
    /// <exception cref="HostUnavailableException">There is no such host here.</exception>
    /// <exception cref="ConfigurationException">There is no such project.</exception>
    public async Task<(IReadOnlyList<IServiceHost> Hosts, IReadOnlyList<string> There)> OpenHoldersAsync(
        string folder, IReadOnlyCollection<string> instances, TimeProvider time, CancellationToken cancellationToken)
    {
        var hosts = new List<IServiceHost>();
        var there = new List<string>();
        if (Project is not null || Processes(folder, time) is not null)
        {
            hosts.Add(await OpenAsync(folder, [], time, cancellationToken));
            there.AddRange((await hosts[0].ListAsync(cancellationToken)).Select(i => i.Id.Value));
            if (Project is not null || Host is not null || instances.All(there.Contains)) return (hosts, there);
        }

        try
        {
            var found = await WithEngineAsync(folder, engine => DockerHost.FindHoldersAsync(engine, instances, ProfileServices.Known(Profile, time), time, cancellationToken), time, cancellationToken);
            return ([.. hosts, .. found.Hosts], [.. there, .. found.There]);
        }
        catch (HostUnavailableException) when (hosts.Count > 0)
        {
            // Without Docker there is what there is.
            return (hosts, there);
        }
    }

    /// <summary>The name under which a run tells the system: the project, or the folder.</summary>
    public static string NameOf(IServiceHost? host, string folder) => host switch
    {
        null => "",
        DockerHost docker => docker.Project,
        _ => folder,
    };

    private static SampleRecord? RecordOf(string folder) => SampleRecord.HasOwner(folder) ? SampleRecord.Read(folder) : null;

    // The sample that this folder keeps up counts too while every one of its processes is down.
    private static bool HasProcesses(string folder) => ProcessHost.HasLiveInstances(folder) || RecordOf(folder) is { Project: null };

    private HostUnavailableException NoProcesses(string folder) => new($"no services run as child processes of {folder}", $"Next: {ProfileServices.ProcessSample(Profile)}");

    private static async Task<string> DescribeAsync(ProcessHost processes) =>
        $"child processes of this folder ({string.Join(", ", (await processes.ListAsync(CancellationToken.None)).Select(i => i.Service.Value).Distinct())}; --host {Process})";

    /// <summary>The child processes of the folder, unless Docker is asked for or, where nothing is, there are none.</summary>
    private ProcessHost? Processes(string folder, TimeProvider time)
    {
        if (Host != Docker && Project is null && HasProcesses(folder)) return ProcessHost.Open(folder, time);
        return Host == Process ? throw NoProcesses(folder) : null;
    }

    private async Task<DockerHost> InDockerAsync(string folder, Func<DockerEngine, Task<DockerHost>> find, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await WithEngineAsync(folder, find, time, cancellationToken);
        }
        catch (HostUnavailableException e) when (Host is null && Project is null)
        {
            throw new HostUnavailableException(e.Message, $"{e.Hint}; {ProfileServices.ProcessSample(Profile)}", e);
        }
    }

    /// <summary>Works with the engine of the folder's sample, else with the one that the environment names.</summary>
    private async Task<T> WithEngineAsync<T>(string folder, Func<DockerEngine, Task<T>> find, TimeProvider time, CancellationToken cancellationToken)
    {
        var engine = RecordOf(folder)?.Engine is { } endpoint && Project is null
            ? await DockerEngine.ConnectAsync(endpoint, time, cancellationToken)
            : await DockerEngine.ConnectAsync(time, cancellationToken);
        try
        {
            return await find(engine);
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }
}
