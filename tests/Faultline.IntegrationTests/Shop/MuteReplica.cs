using System.Net;
using System.Net.Sockets;

namespace Faultline.IntegrationTests.Shop;

/// <summary>A replica that answers its health check on a kept connection, and closes the connection on every POST.</summary>
internal sealed class MuteReplica : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, FreePort.Next());
    private readonly Task _accepting;
    private readonly List<string> _posts = [];

    public MuteReplica()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>The paths of all POSTs that reached it.</summary>
    public IReadOnlyList<string> Posts
    {
        get
        {
            lock (_posts)
                return [.. _posts];
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            using var reader = new StreamReader(client.GetStream());
            try
            {
                while (await reader.ReadLineAsync() is { Length: > 0 } request)
                {
                    while (await reader.ReadLineAsync() is { Length: > 0 })
                    {
                        // The headers do not matter.
                    }

                    if (request.StartsWith("POST ", StringComparison.Ordinal))
                    {
                        lock (_posts)
                            _posts.Add(request.Split(' ')[1]);
                        return;
                    }

                    await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
                }
            }
            catch (IOException)
            {
                // The gateway closed it.
            }
        }
    }
}
