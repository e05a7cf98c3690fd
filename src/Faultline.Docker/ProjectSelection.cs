using Docker.DotNet.Models;
using Faultline.Configuration;
using Faultline.Hosting.State;
using Faultline.Hosting;

namespace Faultline.Docker;

/// <summary>Finds the project that a command means: the one that was named, else the only one that has the services.</summary>
internal static class ProjectSelection
{
    /// <summary>Containers of one project.</summary>
    /// <param name="listed">All containers of the engine.</param>
    /// <param name="project">The project's name, or null.</param>
    /// <param name="services">The services that the command names; empty where it names none.</param>
    /// <param name="known">What the caller knows of services.</param>
    /// <param name="endpoint">Where the engine is, for messages.</param>
    /// <exception cref="ConfigurationException">There is no such project, or more than one that fits, or an orchestrator's.</exception>
    /// <exception cref="HostUnavailableException">There are no services at all.</exception>
    public static IReadOnlyList<ProjectContainer> Choose(
        IEnumerable<ContainerListResponse> listed, string? project, IReadOnlyList<string> services, KnownServices known, Uri endpoint)
    {
        var recognised = known.Recognised(services);
        var projects = Projects(listed, recognised);
        if (project is not null) return Named(project, projects, listed, recognised, known);
        if (projects.Length == 0) throw Nothing(listed, recognised, known, endpoint);

        var wanted = services.Count > 0 ? services : known.Usual;
        var fit = projects.Select(p => (Project: p, Has: p.Select(c => c.Instance.Service.Value).Intersect(wanted, StringComparer.Ordinal).Count())).ToArray();
        var best = fit.Max(f => f.Has);
        var chosen = services.Count == 0 && best == 0 && projects.Length == 1 ? fit : [.. fit.Where(f => f.Has == best && best > 0)];
        return chosen.Length switch
        {
            1 => Usable(chosen[0].Project),
            0 => throw new ConfigurationException(new ConfigurationError(
                services.Count > 0
                    ? $"no project in Docker has {(services.Count == 1 ? "the service" : "the services")} {string.Join(", ", services)}"
                    : $"no project in Docker has {known.UsualText}",
                Hint: $"Running here: {string.Join("; ", projects.Select(Describe))}.{NotUnderstood(listed, recognised)}{Nearest(services, projects)} Next: --project NAME")),
            _ => throw new ConfigurationException(new ConfigurationError(
                $"{chosen.Length} projects in Docker have {(services.Count > 0 ? $"{string.Join(", ", services)}" : known.UsualText)}: {string.Join(", ", chosen.Select(c => Name(c.Project.Key)))}",
                Hint: $"Running here: {string.Join("; ", chosen.Select(c => Describe(c.Project)))}. Next: --project NAME says which one is meant")),
        };
    }

    /// <summary>Containers of the project that is asked when somebody asks at some addresses.</summary>
    /// <param name="listed">All containers of the engine.</param>
    /// <param name="project">The project's name, or null: the addresses alone tell.</param>
    /// <param name="services">The services that faults are planned for.</param>
    /// <param name="known">What the caller knows of services.</param>
    /// <param name="asked">The addresses.</param>
    /// <param name="publishers">For each address, the ids of the containers that are asked there.</param>
    /// <param name="endpoint">Where the engine is, for messages.</param>
    /// <exception cref="ConfigurationException">They do not tell, or tell another project than the one that was named.</exception>
    /// <exception cref="HostUnavailableException">There are no services at all.</exception>
    public static IReadOnlyList<ProjectContainer> At(
        IEnumerable<ContainerListResponse> listed, string? project, IReadOnlyList<string> services, KnownServices known,
        AskedAddresses asked, IReadOnlyDictionary<TargetAddress, IReadOnlyList<string>> publishers, Uri endpoint)
    {
        var recognised = known.Recognised(services);
        var projects = Projects(listed, recognised);
        if (projects.Length == 0 && project is null && asked.Beside is null) throw Nothing(listed, recognised, known, endpoint);
        var named = project is null ? null : Named(project, projects, listed, recognised, known);

        // A project without any of the services that are to be killed may be a proxy in front of the one that has them.
        var able = projects.Where(p => p.Any(c => services.Contains(c.Instance.Service.Value, StringComparer.Ordinal))).Select(p => p.Key).ToArray();
        var owners = asked.All.Select(a => (Address: a, Projects: OwnersOf(a))).ToArray();
        if (named is not null)
        {
            var other = owners.Where(o => !o.Projects.Contains(project)).Select(o => (o.Address, Project: o.Projects.FirstOrDefault(p => p != project && able.Contains(p, StringComparer.Ordinal)))).FirstOrDefault(o => o.Project is not null);
            return other.Project is null
                ? named
                : throw new ConfigurationException(new ConfigurationError(
                    $"{asked.File} names {other.Address}, which project {other.Project} publishes, and not project {project}",
                    Hint: $"Nothing was killed. Next: --project {other.Project}, or a {asked.File} with the address of {project}"));
        }

        var all = owners.SelectMany(o => o.Projects).Distinct(StringComparer.Ordinal).ToArray();
        if (owners.FirstOrDefault(o => o.Projects.Count == 0).Address is { } nobodys)
            throw asked.CannotTell($"{AskedAddresses.WithListener(nobodys)}, which no service in Docker publishes{OnEach(nobodys)}{ByStranger(nobodys)}", Described(), NotUnderstood(listed, recognised));
        if (all.Length > 1)
            throw asked.CannotTell($"addresses that {all.Length} projects publish: {string.Join(", ", owners.Select(o => $"{o.Address} ({string.Join(", ", o.Projects.Select(Name))})"))}", Described());
        return able.Length == 0 || able.Contains(all[0], StringComparer.Ordinal)
            ? Usable(projects.Single(p => p.Key == all[0]))
            : throw asked.CannotTell($"{owners[0].Address}, which {Described(all[0])} publishes, and that has none of the services {string.Join(", ", services)}", Described());

        IReadOnlyList<string> OwnersOf(TargetAddress address)
        {
            var publish = projects.Where(p => p.Any(c => publishers[address].Contains(c.Instance.Id.Handle, StringComparer.Ordinal))).ToArray();

            // A project that was stopped as a whole is an old one, beside one of which a run has killed a part.
            var alive = publish.Where(p => p.Any(c => c.Instance.State != InstanceState.Exited)).ToArray();
            return [.. (alive.Length > 0 ? alive : publish).Select(p => p.Key)];
        }

        string ByStranger(TargetAddress address) => listed.FirstOrDefault(c => publishers[address].Contains(c.ID, StringComparer.Ordinal)) is { } stranger
            ? $": {ProjectContainer.NameOf(stranger)} does, a container of no project"
            : "";

        static string OnEach(TargetAddress address) => address.Bindings().Keys.ToArray() is { Length: > 1 } all
            ? $" at each of {string.Join(" and ", all.AsEnumerable())}"
            : "";

        IEnumerable<string> Described(string? only = null) => projects.Where(p => only is null || p.Key == only).Select(Describe);
    }

    /// <summary>
    /// The first of some addresses that a project publishes which has services that are to be killed, and that project;
    /// one without any of them may be a proxy in front of the system that is meant.
    /// </summary>
    public static (TargetAddress Address, string Project)? Rival(
        IEnumerable<ContainerListResponse> listed, IReadOnlyList<string> services, KnownServices known, IEnumerable<TargetAddress> asked,
        IReadOnlyDictionary<TargetAddress, IReadOnlyList<string>> publishers)
    {
        var able = Projects(listed, known.Recognised(services))
            .Where(p => services.Count == 0 || p.Any(c => services.Contains(c.Instance.Service.Value, StringComparer.Ordinal))).ToArray();
        foreach (var address in asked)
            if (able.FirstOrDefault(p => p.Any(c => publishers[address].Contains(c.Instance.Id.Handle, StringComparer.Ordinal))) is { } project)
                return (address, project.Key);
        return null;
    }

    /// <summary>Containers by name over all projects, with those of the same project.</summary>
    /// <param name="listed">All containers of the engine.</param>
    /// <param name="names">Names of containers; an engine gives each only once.</param>
    /// <param name="known">What the caller knows of services.</param>
    /// <returns>The projects that have any of them, and the names that no project has, with the names that are there.</returns>
    public static (IReadOnlyList<IReadOnlyList<ProjectContainer>> Projects, IReadOnlyList<string> There) Holding(
        IEnumerable<ContainerListResponse> listed, IReadOnlyCollection<string> names, KnownServices known)
    {
        var projects = Projects(listed, known.Recognised([]));
        return (
            [.. projects.Where(p => p.Any(c => names.Contains(c.Instance.Id.Value, StringComparer.Ordinal))).Select(Usable)],
            [.. projects.SelectMany(p => p).Select(c => c.Instance.Id.Value)]);
    }

    private static IGrouping<string, ProjectContainer>[] Projects(IEnumerable<ContainerListResponse> listed, IReadOnlyList<string> recognised) =>
        [.. listed.Select(c => ProjectContainer.Of(c, recognised)).OfType<ProjectContainer>()
            .GroupBy(c => c.Project, StringComparer.Ordinal)
            .OrderBy(p => p.Key, StringComparer.Ordinal)];

    private static IReadOnlyList<ProjectContainer> Named(
        string project, IGrouping<string, ProjectContainer>[] projects, IEnumerable<ContainerListResponse> listed, IReadOnlyList<string> recognised, KnownServices known) =>
        projects.FirstOrDefault(p => p.Key == project) is { } found
            ? Usable(found)
            : throw new ConfigurationException(new ConfigurationError(
                $"there is no project \"{project}\" in Docker",
                Hint: (projects.Length == 0
                    ? $"No services run there. Next: docker compose up -d{known.OrSample}"
                    : $"Running here: {string.Join("; ", projects.Select(Describe))}.{Suggestion.Question(project, projects.Select(p => p.Key))}") + NotUnderstood(listed, recognised)));

    private static IReadOnlyList<ProjectContainer> Usable(IGrouping<string, ProjectContainer> project) =>
        project.Select(c => c.MadeBy).FirstOrDefault(m => m is not null) is not { } orchestrator
            ? [.. project]
            : throw new ConfigurationException(new ConfigurationError(
                $"{Describe(project)} is run by {orchestrator}, which puts another container in the place of one that is killed: none comes back that could be waited for",
                Hint: "Nothing was killed. Next: the same services under docker compose, or --project NAME of others"));

    private static HostUnavailableException Nothing(IEnumerable<ContainerListResponse> listed, IReadOnlyList<string> recognised, KnownServices known, Uri endpoint) => new(
        $"no services run in Docker at {endpoint}", $"Next: start your system (docker compose up -d){known.OrSample}{NotUnderstood(listed, recognised)}");

    /// <summary>Names the containers that belong to no service as far as is known, where there are any.</summary>
    private static string NotUnderstood(IEnumerable<ContainerListResponse> listed, IReadOnlyList<string> recognised)
    {
        const int Most = 5;
        string[] names = [.. listed
            .Where(c => ProjectContainer.Of(c, recognised) is null && c.State != "removing" && c.Labels?.ContainsKey(ProjectContainer.ProjectLabel) != true)
            .Select(ProjectContainer.NameOf).Order(StringComparer.Ordinal)];
        return names.Length == 0 ? ""
            : $" Not understood, since they have neither labels of Compose nor a name such as PROJECT-SERVICE-1: {string.Join(", ", names.Take(Most))}{(names.Length > Most ? $" and {names.Length - Most} more" : "")}.";
    }

    private static string Nearest(IReadOnlyList<string> services, IGrouping<string, ProjectContainer>[] projects)
    {
        var there = projects.SelectMany(p => p).Select(c => c.Instance.Service.Value).Distinct(StringComparer.Ordinal).ToArray();
        return services.Select(s => Suggestion.Question(s, there)).FirstOrDefault(question => question.Length > 0) ?? "";
    }

    private static string Describe(IGrouping<string, ProjectContainer> project) =>
        $"{Name(project.Key)} ({string.Join(", ", project.Select(c => c.Instance.Service.Value).Distinct().Order(StringComparer.Ordinal))}{(project.Select(c => c.MadeBy).FirstOrDefault(m => m is not null) is { } made ? $"; by {made}" : "")})";

    private static string Name(string project) => project.Length == 0 ? "containers of no project" : project;
}
