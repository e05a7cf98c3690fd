using Docker.DotNet.Models;
using Faultline.Configuration;
using Faultline.Hosting;

namespace Faultline.Docker;

/// <summary>Finds the project that a command means: the one that was named, else the only one that has the services.</summary>
internal static class ProjectSelection
{
    /// <summary>Services of a shop as teams name them, looked for where a command names none.</summary>
    internal static readonly string[] UsualServices =
    [
        "gateway", "order-service", "stock-service", "payment-service", "order-db", "stock-db", "payment-db",
        "orchestrator-service", "kafka",
    ];

    /// <summary>Services that containers without labels are taken for.</summary>
    public static IReadOnlyList<string> Recognised(IReadOnlyList<string> services) => [.. services.Union(UsualServices, StringComparer.Ordinal)];

    /// <summary>Containers of one project.</summary>
    /// <param name="listed">All containers of the engine.</param>
    /// <param name="project">The project's name, or null.</param>
    /// <param name="services">The services that the command names; empty where it names none.</param>
    /// <param name="endpoint">Where the engine is, for messages.</param>
    /// <exception cref="ConfigurationException">There is no such project, or more than one that fits.</exception>
    /// <exception cref="HostUnavailableException">There are no services at all.</exception>
    public static IReadOnlyList<ProjectContainer> Choose(
        IEnumerable<ContainerListResponse> listed, string? project, IReadOnlyList<string> services, Uri endpoint)
    {
        var recognised = Recognised(services);
        var projects = listed.Select(c => ProjectContainer.Of(c, recognised)).OfType<ProjectContainer>()
            .GroupBy(c => c.Project, StringComparer.Ordinal)
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .ToArray();
        if (project is not null)
            return projects.FirstOrDefault(p => p.Key == project)?.ToArray() ?? throw Unknown(project, projects);
        if (projects.Length == 0)
            throw new HostUnavailableException(
                $"no services run in Docker at {endpoint}", "Next: start your system (docker compose up -d), or faultline shop up --docker");

        var wanted = services.Count > 0 ? services : UsualServices;
        var fit = projects.Select(p => (Project: p, Has: p.Select(c => c.Instance.Service.Value).Intersect(wanted, StringComparer.Ordinal).Count())).ToArray();
        var best = fit.Max(f => f.Has);
        var chosen = services.Count == 0 && best == 0 && projects.Length == 1 ? fit : [.. fit.Where(f => f.Has == best && best > 0)];
        return chosen.Length switch
        {
            1 => [.. chosen[0].Project],
            0 => throw new ConfigurationException(new ConfigurationError(
                services.Count > 0
                    ? $"no project in Docker has {(services.Count == 1 ? "the service" : "the services")} {string.Join(", ", services)}"
                    : "no project in Docker has services of a shop",
                Hint: $"Running here: {string.Join("; ", projects.Select(Describe))}.{Nearest(services, projects)} Next: --project NAME")),
            _ => throw new ConfigurationException(new ConfigurationError(
                $"{chosen.Length} projects in Docker have these services: {string.Join(", ", chosen.Select(c => Name(c.Project.Key)))}",
                Hint: "Next: --project NAME says which one is meant")),
        };
    }

    private static ConfigurationException Unknown(string project, IGrouping<string, ProjectContainer>[] projects)
    {
        return new ConfigurationException(new ConfigurationError(
            $"there is no project \"{project}\" in Docker",
            Hint: projects.Length == 0
                ? "No services run there. Next: docker compose up -d, or faultline shop up --docker"
                : $"Running here: {string.Join("; ", projects.Select(Describe))}.{Suggestion.Question(project, projects.Select(p => p.Key))}"));
    }

    private static string Nearest(IReadOnlyList<string> services, IGrouping<string, ProjectContainer>[] projects)
    {
        var there = projects.SelectMany(p => p).Select(c => c.Instance.Service.Value).Distinct(StringComparer.Ordinal).ToArray();
        return services.Select(s => Suggestion.Question(s, there)).FirstOrDefault(question => question.Length > 0) ?? "";
    }

    private static string Describe(IGrouping<string, ProjectContainer> project) =>
        $"{Name(project.Key)} ({string.Join(", ", project.Select(c => c.Instance.Service.Value).Distinct().Order(StringComparer.Ordinal))})";

    private static string Name(string project) => project.Length == 0 ? "containers of no project" : project;
}
