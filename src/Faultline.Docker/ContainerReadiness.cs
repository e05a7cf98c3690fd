using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Faultline.Docker;

/// <summary>
/// Whether a container serves: its health check says so; without one, it accepts on a port of its own; without a port
/// that it declares, it listens on any.
/// </summary>
internal sealed class ContainerReadiness(DockerEngine engine, TimeProvider time)
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromMilliseconds(500);

    // Where the kernel's table of sockets says that one listens (include/net/tcp_states.h).
    private const string Listening = "0A";

    /// <summary>Why a container does not serve, as half a sentence; null where it does.</summary>
    public async Task<string?> WhyNotAsync(ContainerInspectResponse found, CancellationToken cancellationToken)
    {
        if (found.State is not { Running: true, Paused: false, Restarting: false } state) return $"it is {found.State?.Status ?? "not running"}";
        if (state.Health?.Status is { Length: > 0 } health && health != "none")
            return health == "healthy" ? null : $"its health check says {health}";

        var ports = Ports(found).ToArray();
        var addresses = Addresses(found).ToArray();
        // Connections through a published port would tell nothing: the engine's proxy accepts them before the container does.
        var unreachable = ports.Length == 0 || addresses.Length == 0;
        foreach (var (address, port) in addresses.SelectMany(_ => ports, (address, port) => (address, port)))
            switch (await ConnectAsync(address, port, cancellationToken))
            {
                case true: return null;
                case null: unreachable = true; break;
            }

        const string NobodyListens = "nothing accepts connections on its ports";
        if (!unreachable) return NobodyListens;

        // The container's network cannot be reached from here (another machine, a virtual one), or it names no port.
        return await ListensAsync(found.ID, ports, cancellationToken) ? null : NobodyListens;
    }

    /// <summary>The ports in a table of sockets, as <c>/proc/net/tcp</c> and <c>/proc/net/tcp6</c> have it, on which somebody listens for others.</summary>
    internal static IEnumerable<int> ListeningPorts(string table)
    {
        // The engine's name server listens on 127.0.0.11 inside every container.
        const string Loopback = "7F";
        foreach (var line in table.Split('\n'))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 4 || fields[3] != Listening || fields[1].Split(':') is not [var address, var port]) continue;
            if (address.Length == 8 && address.EndsWith(Loopback, StringComparison.Ordinal)) continue;
            if (int.TryParse(port, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number)) yield return number;
        }
    }

    private static IEnumerable<int> Ports(ContainerInspectResponse container) =>
        (container.Config?.ExposedPorts?.Keys ?? [])
            .Concat(container.NetworkSettings?.Ports?.Keys ?? [])
            .Distinct(StringComparer.Ordinal)
            .Where(p => p.EndsWith("/tcp", StringComparison.Ordinal))
            .Select(p => int.Parse(p.AsSpan(0, p.Length - "/tcp".Length), CultureInfo.InvariantCulture));

    private static IEnumerable<IPAddress> Addresses(ContainerInspectResponse container)
    {
        if (container.HostConfig?.NetworkMode == "host") return [IPAddress.Loopback];
        return (container.NetworkSettings?.Networks?.Values ?? [])
            .Select(n => IPAddress.TryParse(n.IPAddress, out var address) ? address : null)
            .OfType<IPAddress>();
    }

    /// <summary>True: accepted; false: refused; null: not to be reached.</summary>
    private async Task<bool?> ConnectAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var limit = new CancellationTokenSource(ConnectLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(address, port, either.Token);
            return true;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset ? false : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Asks inside the container; one that has nothing to ask with counts as ready once it runs.</summary>
    private async Task<bool> ListensAsync(string container, int[] ports, CancellationToken cancellationToken)
    {
        var table = await engine.AskAsync(
            async (client, token) =>
            {
                try
                {
                    var exec = await client.Exec.CreateContainerExecAsync(
                        container, new ContainerExecCreateParameters { AttachStdout = true, Cmd = ["cat", "/proc/net/tcp", "/proc/net/tcp6"] }, token);
                    using var output = await client.Exec.StartContainerExecAsync(exec.ID, new ContainerExecStartParameters(), token);
                    return (await output.ReadOutputToEndAsync(token)).Item1;
                }
                catch (DockerApiException)
                {
                    return "";
                }
            },
            cancellationToken);
        if (!table.Contains("local_address", StringComparison.Ordinal)) return true;
        var listening = ListeningPorts(table).ToHashSet();
        return ports.Length == 0 ? listening.Count > 0 : ports.Any(listening.Contains);
    }
}
