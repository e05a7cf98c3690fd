using Docker.DotNet;
using Docker.DotNet.Models;
using Faultline.Hosting.State;
using Faultline.Hosting;
using Faultline.Storage;

namespace Faultline.Docker;

/// <summary>
/// Services as containers of one Compose project. Containers are found by the labels of Compose, and where there are
/// none by their names; what is done to one is done by its id, so that a later container of its name is left alone.
/// </summary>
public sealed class DockerHost : IServiceHost, IKillCapability, IDisposable
{
    /// <summary>What the <see cref="System"/> of every Docker host begins with.</summary>
    public const string SystemPrefix = "docker:";

    private const string EndpointFile = "endpoint";
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    private readonly DockerEngine _engine;
    private readonly IReadOnlyList<string> _recognised;
    private readonly bool _isLabelled;
    private readonly TimeProvider _time;
    private readonly ContainerReadiness _readiness;

    private DockerHost(DockerEngine engine, string system, string project, bool isLabelled, IReadOnlyList<string> recognised, TimeProvider time)
    {
        (_engine, System, Project, _isLabelled, _recognised, _time) = (engine, system, project, isLabelled, recognised, time);
        _readiness = new ContainerReadiness(engine, time);
    }

    /// <inheritdoc/>
    public string Kind => "docker";

    /// <inheritdoc/>
    public string System { get; }

    /// <summary>Name of the Compose project; empty for containers of no project.</summary>
    public string Project { get; }

    /// <summary>The host of a project that exists, which then finds its engine again from any folder.</summary>
    /// <param name="engine">The engine; the host does not dispose it.</param>
    /// <param name="project">The project's name; null: the only one that has the services.</param>
    /// <param name="services">The services that are meant; empty where any will do.</param>
    /// <param name="known">What the caller knows of services.</param>
    /// <param name="time">The source of time.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="Configuration.ConfigurationException">No project fits, or more than one.</exception>
    /// <exception cref="HostUnavailableException">The engine does not answer, or has no services.</exception>
    public static async Task<DockerHost> FindAsync(
        DockerEngine engine, string? project, IReadOnlyList<string> services, KnownServices known, TimeProvider time, CancellationToken cancellationToken)
    {
        var chosen = ProjectSelection.Choose(await AllAsync(engine, cancellationToken), project, services, known, engine.Endpoint);
        return Open(engine, chosen, services, known, time);
    }

    /// <summary>The host of the project that a run loads: the one whose containers are asked at the run's addresses.</summary>
    /// <param name="engine">The engine; the host does not dispose it.</param>
    /// <param name="asked">The addresses.</param>
    /// <param name="project">The project's name where the addresses do not tell it, or null.</param>
    /// <param name="services">The services that faults are planned for.</param>
    /// <param name="known">What the caller knows of services.</param>
    /// <param name="time">The source of time.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="Configuration.ConfigurationException">The addresses tell no project, or another than the one that was named.</exception>
    /// <exception cref="HostUnavailableException">The engine does not answer, or has no services.</exception>
    public static async Task<DockerHost> FindAtAsync(
        DockerEngine engine, AskedAddresses asked, string? project, IReadOnlyList<string> services, KnownServices known, TimeProvider time, CancellationToken cancellationToken)
    {
        var all = await AllAsync(engine, cancellationToken);
        var publishers = await Publishers.FindAsync(engine, all, asked.All, cancellationToken);
        return Open(engine, ProjectSelection.At(all, project, services, known, asked, publishers, engine.Endpoint), services, known, time);
    }

    /// <summary>The first of some addresses that a project with the services publishes, and that project; null: there is none.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="asked">The addresses.</param>
    /// <param name="services">The services that faults are planned for; empty: any will do.</param>
    /// <param name="known">What the caller knows of services.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="HostUnavailableException">The engine does not answer.</exception>
    public static async Task<(TargetAddress Address, string Project)?> FindRivalAsync(
        DockerEngine engine, IReadOnlyList<TargetAddress> asked, IReadOnlyList<string> services, KnownServices known, CancellationToken cancellationToken)
    {
        var all = await AllAsync(engine, cancellationToken);
        return ProjectSelection.Rival(all, services, known, asked, await Publishers.FindAsync(engine, all, asked, cancellationToken));
    }

    /// <summary>The hosts of the projects that have instances of some names, and the names of all instances that are there.</summary>
    /// <param name="engine">The engine; the hosts do not dispose it.</param>
    /// <param name="names">Names of instances, each of which an engine gives only once.</param>
    /// <param name="known">What the caller knows of services.</param>
    /// <param name="time">The source of time.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="Configuration.ConfigurationException">An orchestrator runs one of them.</exception>
    /// <exception cref="HostUnavailableException">The engine does not answer.</exception>
    public static async Task<(IReadOnlyList<DockerHost> Hosts, IReadOnlyList<string> There)> FindHoldersAsync(
        DockerEngine engine, IReadOnlyCollection<string> names, KnownServices known, TimeProvider time, CancellationToken cancellationToken)
    {
        var (projects, there) = ProjectSelection.Holding(await AllAsync(engine, cancellationToken), names, known);
        return ([.. projects.Select(p => Open(engine, p, [], known, time))], there);
    }

    /// <summary>The host of a project, whether it has containers or not.</summary>
    public static DockerHost Open(DockerEngine engine, string project, KnownServices known, TimeProvider time)
    {
        var system = NameOf(engine, project);
        return Remembered(new DockerHost(engine, system, project, isLabelled: true, known.RecognisedIn(system, []), time));
    }

    /// <summary>The host of a <see cref="System"/> that was opened before, on whichever engine that was.</summary>
    /// <exception cref="HostUnavailableException">That engine does not answer, or it is another one now.</exception>
    public static async Task<DockerHost> ReopenAsync(string system, KnownServices known, TimeProvider time, CancellationToken cancellationToken)
    {
        // A data root has slashes, a project has none.
        var end = system.LastIndexOf('/');
        if (end < SystemPrefix.Length) throw new HostUnavailableException($"\"{system}\" is no name of a system in Docker", "Next: look at its folder in the state folder");
        var file = Path.Combine(StateFolder.OfUser.For(system), EndpointFile);
        var remembered = await RememberedAsync(file, cancellationToken);
        var engine = remembered is null ? await DockerEngine.ConnectAsync(time, cancellationToken) : await DockerEngine.ConnectAsync(remembered, time, cancellationToken);
        try
        {
            return engine.Identity.Differs(system[SystemPrefix.Length..end], engine.Endpoint == remembered) is { } difference
                ? throw new HostUnavailableException(
                    $"the engine at {engine.Endpoint} is not the one that {system} ran on: it {difference}",
                    "Nothing of it was touched. Next: DOCKER_HOST with the address of that engine, while it runs")
                : new DockerHost(engine, system, system[(end + 1)..], isLabelled: false, known.RecognisedIn(system, []), time);
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ServiceInstance>> ListAsync(CancellationToken cancellationToken)
    {
        var parameters = new ContainersListParameters { All = true };
        if (_isLabelled)
            parameters.Filters = new Dictionary<string, IDictionary<string, bool>>
            {
                ["label"] = new Dictionary<string, bool> { [$"{ProjectContainer.ProjectLabel}={Project}"] = true },
            };
        var listed = await _engine.AskAsync((client, token) => client.Containers.ListContainersAsync(parameters, token), cancellationToken);
        return [.. listed
            .Select(c => ProjectContainer.Of(c, _recognised))
            .OfType<ProjectContainer>()
            .Where(c => c.Project == Project)
            .OrderBy(c => c.Instance.Service.Value, StringComparer.Ordinal)
            .ThenBy(c => c.Number)
            .ThenBy(c => c.Instance.Id.Value, StringComparer.Ordinal)
            .Select(c => c.Instance)];
    }

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> KillAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        await OnAsync(
            instance,
            async (containers, id, token) =>
            {
                try
                {
                    await containers.KillContainerAsync(id, new ContainerKillParameters { Signal = "SIGKILL" }, token);
                }
                catch (DockerApiException e) when (e.StatusCode == global::System.Net.HttpStatusCode.Conflict)
                {
                    // It does not run; what there is to be confirmed is confirmed below.
                }

                return true;
            },
            cancellationToken);

        var begun = _time.GetTimestamp();
        while (true)
        {
            var state = await StateAsync(instance, cancellationToken);
            if (state is { Running: false, Restarting: false }) return EngineTime.Read(state.FinishedAt);
            if (_time.GetElapsedTime(begun) > KillLimit)
                throw new HostUnavailableException($"{instance} did not end within {KillLimit.TotalSeconds:0} s of the signal");
            // Between two of its restarts a container has no process that a signal could end.
            if (state.Restarting)
                await OnAsync(instance, (containers, id, token) => containers.StopContainerAsync(id, new ContainerStopParameters(), token), cancellationToken);
            await Task.Delay(Poll, _time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task StartAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        var before = await StateAsync(instance, cancellationToken);
        await OnAsync(
            instance,
            async (containers, id, token) =>
            {
                if (before.Paused) await containers.UnpauseContainerAsync(id, token);
                else await containers.StartContainerAsync(id, new ContainerStartParameters(), token);
                return true;
            },
            cancellationToken);
        var after = await StateAsync(instance, cancellationToken);
        if (after is { Running: false, Restarting: false })
            throw new HostUnavailableException($"{instance} ended as soon as it was started (exit code {after.ExitCode})", $"Next: docker logs {instance}");
    }

    /// <inheritdoc/>
    public async Task<ReadyCheck> CheckReadyAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        var before = await InspectAsync(instance, cancellationToken);
        if (await _readiness.WhyNotAsync(before, cancellationToken) is { } why) return ReadyCheck.No(why);

        // Whoever answered, it was this start of the container only if that ran all the time.
        var after = await StateAsync(instance, cancellationToken);
        return after is { Running: true, Paused: false, Restarting: false } && after.StartedAt == before.State!.StartedAt
            ? ReadyCheck.Yes
            : ReadyCheck.No("it ended while it was asked");
    }

    /// <summary>Ends the connection to the engine.</summary>
    public void Dispose() => _engine.Dispose();

    private static Task<IList<ContainerListResponse>> AllAsync(DockerEngine engine, CancellationToken cancellationToken) =>
        engine.AskAsync((client, token) => client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, token), cancellationToken);

    private static string NameOf(DockerEngine engine, string project) => $"{SystemPrefix}{engine.Identity.Key}/{project}";

    private static DockerHost Open(DockerEngine engine, IReadOnlyList<ProjectContainer> chosen, IReadOnlyList<string> services, KnownServices known, TimeProvider time)
    {
        var project = chosen[0].Project;
        var system = NameOf(engine, project);
        return Remembered(new DockerHost(engine, system, project, chosen.All(c => c.IsLabelled), known.RecognisedIn(system, services), time));
    }

    private static DockerHost Remembered(DockerHost host)
    {
        var (file, address) = (Path.Combine(StateFolder.OfUser.For(host.System), EndpointFile), host._engine.Endpoint.ToString());
        try
        {
            if (!File.Exists(file) || File.ReadAllText(file) != address) AtomicFile.Write(file, address);
            return host;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostUnavailableException($"{file} cannot be written ({e.Message.TrimEnd('.')})", "Nothing was killed. Next: set FAULTLINE_STATE to a folder that can", e);
        }
    }

    /// <summary>The endpoint that a file names; null where there is none, or none that can be understood.</summary>
    internal static async Task<Uri?> RememberedAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return Uri.TryCreate((await File.ReadAllTextAsync(file, cancellationToken)).Trim(), UriKind.Absolute, out var endpoint) ? endpoint : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostUnavailableException($"{file}, which says where the engine is, cannot be read ({e.Message.TrimEnd('.')})", "Nothing was touched. Next: make it readable, or delete it and name the engine in DOCKER_HOST", e);
        }
    }

    private async Task<State> StateAsync(InstanceId instance, CancellationToken cancellationToken) =>
        (await InspectAsync(instance, cancellationToken)).State!;

    private Task<ContainerInspectResponse> InspectAsync(InstanceId instance, CancellationToken cancellationToken) =>
        OnAsync(instance, (containers, id, token) => containers.InspectContainerAsync(id, token), cancellationToken);

    /// <summary>Does something with a container, by its id; one that is not there is told with those that are.</summary>
    private async Task<T> OnAsync<T>(InstanceId instance, Func<IContainerOperations, string, CancellationToken, Task<T>> act, CancellationToken cancellationToken)
    {
        try
        {
            return await _engine.AskAsync((client, token) => act(client.Containers, instance.Handle ?? instance.Value, token), cancellationToken);
        }
        catch (HostUnavailableException e) when (e.InnerException is DockerContainerNotFoundException)
        {
            var there = await ListAsync(cancellationToken);
            throw new HostUnavailableException($"there is no instance {instance}", $"Known here: {string.Join(", ", there.Select(i => i.Id.Value))}", e);
        }
    }
}
