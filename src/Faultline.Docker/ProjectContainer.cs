using System.Globalization;
using Docker.DotNet.Models;
using Faultline.Hosting;

namespace Faultline.Docker;

/// <summary>A container as part of a system: its project, its service and its number among the service's containers.</summary>
internal sealed record ProjectContainer(string Project, bool IsLabelled, int Number, ServiceInstance Instance)
{
    public const string ProjectLabel = "com.docker.compose.project";
    public const string ServiceLabel = "com.docker.compose.service";
    public const string NumberLabel = "com.docker.compose.container-number";
    private const string OneOffLabel = "com.docker.compose.oneoff";

    /// <summary>The orchestrator that replaces it when it is killed, or null.</summary>
    public string? MadeBy { get; init; }

    /// <summary>Reads what the engine lists; null for a container that belongs to no service.</summary>
    /// <param name="listed">The container.</param>
    /// <param name="services">Services that containers without labels may belong to.</param>
    public static ProjectContainer? Of(ContainerListResponse listed, IEnumerable<string> services)
    {
        var name = NameOf(listed);
        var labels = listed.Labels ?? new Dictionary<string, string>();
        if (Read(listed.State) is not { } state) return null;

        var id = new InstanceId(name, listed.ID);
        if (labels.TryGetValue(ProjectLabel, out var project) && labels.TryGetValue(ServiceLabel, out var service))
        {
            if (labels.TryGetValue(OneOffLabel, out var oneOff) && string.Equals(oneOff, "true", StringComparison.OrdinalIgnoreCase)) return null;
            var number = labels.TryGetValue(NumberLabel, out var text) && int.TryParse(text, CultureInfo.InvariantCulture, out var n) ? n : 1;
            return new ProjectContainer(project, true, number, Instance(service));
        }

        if (Orchestrator.Of(labels) is { } made)
            return new ProjectContainer(made.Project, true, 1, new ServiceInstance(new ServiceName(made.Service), id, state)) { MadeBy = made.Name };

        return ContainerName.Parse(name, services) is { } parsed
            ? new ProjectContainer(parsed.Project, false, parsed.Number, Instance(parsed.Service))
            : null;

        ServiceInstance Instance(string ofService) => new(new ServiceName(ofService), id, state) { ExitCode = ReadExitCode(listed.Status) };
    }

    /// <summary>What a list says of a container that has ended: <c>Exited (0) 3 minutes ago</c>.</summary>
    internal static int? ReadExitCode(string? status)
    {
        const string Ended = "Exited (";
        if (status is null || !status.StartsWith(Ended, StringComparison.Ordinal)) return null;
        var end = status.IndexOf(')', StringComparison.Ordinal);
        return end > 0 && int.TryParse(status.AsSpan(Ended.Length, end - Ended.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code) ? code : null;
    }

    /// <summary>The name that people know a container by.</summary>
    public static string NameOf(ContainerListResponse listed) => (listed.Names?.FirstOrDefault(n => n.LastIndexOf('/') == 0) ?? listed.ID).TrimStart('/');

    /// <summary>A state of the engine's; null while the container is being removed.</summary>
    private static InstanceState? Read(string? state) => state switch
    {
        "running" => InstanceState.Running,
        "paused" => InstanceState.Paused,
        "restarting" => InstanceState.Restarting,
        "removing" => null,
        _ => InstanceState.Exited,
    };
}
