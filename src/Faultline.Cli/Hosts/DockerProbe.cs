using System.Net.Sockets;
using Faultline.Hosting;

namespace Faultline.Cli.Hosts;

/// <summary>Finds out why Docker cannot be used here, so that the message names the cause.</summary>
internal static class DockerProbe
{
    private const string DefaultSocket = "unix:///var/run/docker.sock";

    /// <summary>The error that tells it.</summary>
    public static HostUnavailableException Explain(string next)
    {
        var address = Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host ? host : DefaultSocket;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)) return new HostUnavailableException($"DOCKER_HOST is not an address: {address}", next);
        try
        {
            using var socket = uri.Scheme == "unix"
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(SocketType.Stream, ProtocolType.Tcp);
            if (uri.Scheme == "unix") socket.Connect(new UnixDomainSocketEndPoint(uri.AbsolutePath));
            else socket.Connect(uri.Host, uri.Port > 0 ? uri.Port : 2375);
        }
        catch (SocketException e)
        {
            var why = e.SocketErrorCode switch
            {
                SocketError.AddressNotAvailable or SocketError.InvalidArgument => "no such socket",
                SocketError.ConnectionRefused => "connection refused",
                SocketError.AccessDenied => "permission denied",
                _ => e.Message,
            };
            return new HostUnavailableException($"cannot reach Docker at {address} ({why})", next);
        }

        return new HostUnavailableException(
            $"Docker answers at {address}, but this version drives services that run as child processes only", next);
    }
}
