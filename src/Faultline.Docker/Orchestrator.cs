namespace Faultline.Docker;

/// <summary>
/// Containers that an orchestrator made, by its labels: it puts another in the place of one that is killed, so that
/// nothing comes back that could be waited for.
/// </summary>
internal readonly record struct Orchestrator(string Name, string Project, string Service)
{
    /// <summary>Reads the labels of a container; null where no orchestrator made it.</summary>
    public static Orchestrator? Of(IDictionary<string, string> labels)
    {
        if (labels.TryGetValue("com.docker.swarm.service.name", out var service))
        {
            // A service of a stack has the stack's name before its own.
            var stack = labels.TryGetValue("com.docker.stack.namespace", out var name) ? name : "";
            return new Orchestrator("Docker Swarm", stack, stack.Length > 0 && service.StartsWith($"{stack}_", StringComparison.Ordinal) ? service[(stack.Length + 1)..] : service);
        }

        return labels.TryGetValue("io.kubernetes.container.name", out var container)
            && !(labels.TryGetValue("io.kubernetes.docker.type", out var type) && type == "podsandbox")
            ? new Orchestrator("Kubernetes", labels.TryGetValue("io.kubernetes.pod.namespace", out var space) ? space : "", container)
            : null;
    }
}
