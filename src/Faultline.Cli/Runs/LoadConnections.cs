using Faultline.Hosting;
using Faultline.Hosting.Processes;
using Faultline.Load;
using Faultline.Load.Http;

namespace Faultline.Cli.Runs;

/// <summary>How many connections this machine lets a load have, and what to tell of it before the load.</summary>
/// <param name="Budget">What the targets of the load share.</param>
/// <param name="Warnings">A sentence where its users may have to wait for each other, else none.</param>
internal sealed record LoadConnections(ConnectionBudget Budget, IReadOnlyList<string> Warnings)
{
    /// <summary>For a load of so many users on services of a host, if it has one.</summary>
    /// <exception cref="HostUnavailableException">This machine leaves no room for a load.</exception>
    public static LoadConnections For(int users, IServiceHost? host)
    {
        var limits = MachineLimits.Read();
        return limits.Obstacle is { } obstacle
            ? throw new HostUnavailableException(obstacle, "Nothing was killed. Next: a higher ulimit -n in the shell that starts it")
            : new LoadConnections(new ConnectionBudget(limits.MostConnections), limits.Shortage(users, startsServices: host is ProcessHost) is { } shortage ? [shortage] : []);
    }
}
