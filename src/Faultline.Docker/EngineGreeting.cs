using System.Net.Sockets;
using System.Text;

namespace Faultline.Docker;

/// <summary>
/// Finds out whether an engine answers at all. Done on a bare socket, so that the clock runs for the engine alone: what
/// the tool needs to get going itself, seconds on a slow machine, is past or yet to come.
/// </summary>
internal static class EngineGreeting
{
    /// <summary>How long a connection may take, and then the first byte of the answer.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Returns when anything was answered, or the connection was closed; what that is worth is found out by who asks next.</summary>
    /// <exception cref="SocketException">There is nobody.</exception>
    /// <exception cref="TimeoutException">Nothing was answered.</exception>
    public static async Task AwaitAsync(Uri endpoint, Uri? proxy, TimeProvider time, CancellationToken cancellationToken)
    {
        if (endpoint.Scheme == "npipe") return;
        using var socket = await ConnectAsync(endpoint, proxy, time, cancellationToken);
        var path = proxy is null ? "/_ping" : new Uri(EngineEndpoint.Http(endpoint)!, "_ping").ToString();
        var host = EngineEndpoint.Http(endpoint)?.Authority ?? "docker";
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"), cancellationToken);

        using var silence = new CancellationTokenSource(Limit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            await socket.ReceiveAsync(new byte[1], limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // An answer that has come, and that this process had no time to take, is one.
            if (socket.Available == 0) throw new TimeoutException("no answer");
        }
    }

    private static async Task<Socket> ConnectAsync(Uri endpoint, Uri? proxy, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Limit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var isUnix = endpoint.Scheme == "unix";
        var socket = isUnix ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (isUnix) await socket.ConnectAsync(new UnixDomainSocketEndPoint(endpoint.LocalPath), limit.Token);
            else await socket.ConnectAsync((proxy ?? endpoint).DnsSafeHost, (proxy ?? endpoint).Port, limit.Token);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
