using Docker.DotNet;
using Faultline.Hosting.State;
using Faultline.Hosting;

namespace Faultline.Docker;

/// <summary>Where the engine is that the environment names.</summary>
internal static class EngineEndpoint
{
    private const int UsualPort = 2375;

    /// <summary><c>DOCKER_HOST</c>, else the current context, else the usual socket.</summary>
    /// <exception cref="HostUnavailableException">What they hold is no address.</exception>
    public static Uri Current()
    {
        if (Parse(Environment.GetEnvironmentVariable("DOCKER_HOST")) is { } named) return named;
        try
        {
            return WithPort(DockerConfig.Instance.GetEndpoint());
        }
        catch (Exception e)
        {
            // Whatever is wrong with the person's Docker settings, the message of who read them is all there is.
            throw new HostUnavailableException($"the settings of Docker's client cannot be read: {e.Message}", "Next: DOCKER_HOST, DOCKER_CONTEXT and ~/.docker", e);
        }
    }

    /// <summary>Reads <c>DOCKER_HOST</c> as Docker's own client does: what has no scheme is a host and a port; null where it is empty.</summary>
    /// <exception cref="HostUnavailableException">It is no address.</exception>
    public static Uri? Parse(string? text)
    {
        var host = text?.Trim() ?? "";
        if (host.Length == 0) return null;
        if (!host.Contains("://", StringComparison.Ordinal))
            host = host[0] switch { '/' => $"unix://{host}", ':' => $"tcp://localhost{host}", _ => $"tcp://{host}" };
        return Uri.TryCreate(host.Replace("npipe:////./", "npipe://./", StringComparison.Ordinal), UriKind.Absolute, out var endpoint)
            && (endpoint.Scheme is not ("tcp" or "http") || endpoint.Host.Length > 0)
            ? WithPort(endpoint)
            : throw new HostUnavailableException($"DOCKER_HOST is no address of an engine: \"{text}\"", "Next: unix:///var/run/docker.sock or tcp://HOST:PORT");
    }

    /// <summary>The place of an endpoint under one name, whichever link or name of this machine leads to it.</summary>
    public static string Place(Uri endpoint) =>
        endpoint.Scheme == "unix" ? $"unix://{RealPath.Of(endpoint.LocalPath)}"
        : Http(endpoint) is { } http ? $"tcp://{(http.IsLoopback ? "localhost" : http.Host)}:{http.Port}"
        : endpoint.ToString();

    /// <summary>The address that requests to an engine behind TCP have; null for sockets of this machine.</summary>
    public static Uri? Http(Uri endpoint) => endpoint.Scheme is "tcp" or "http" ? new UriBuilder(endpoint) { Scheme = Uri.UriSchemeHttp }.Uri : null;

    private static Uri WithPort(Uri endpoint) => endpoint is { Scheme: "tcp", Port: <= 0 } ? new UriBuilder(endpoint) { Port = UsualPort }.Uri : endpoint;
}
