using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Faultline.Tests.Load.Http;

/// <summary>
/// A server that does to each request what a script says, and remembers what it has seen. The script gets the socket
/// and the number of the request, from 0, and tells whether the connection stays open.
/// </summary>
internal sealed class ScriptedServer : IDisposable
{
    public const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<Socket, int, Task<bool>> _script;
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _seen = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _closed = new();
    private int _count;

    public ScriptedServer(Func<Socket, int, Task<bool>> script)
    {
        _script = script;
        _listener.Start(512);
        _ = AcceptAsync();
    }

    /// <summary>Gives the same answer to everything.</summary>
    public ScriptedServer(string answer)
        : this((socket, _) => SayAsync(socket, answer))
    {
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public ConcurrentQueue<string> Requests { get; } = new();

    public int Connections => _sockets.Count;

    public static async Task<bool> SayAsync(Socket socket, string text, bool stay = true)
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes(text));
        return stay;
    }

    /// <summary>Ends when the request of this number has been read.</summary>
    public Task SeenAsync(int number) => Signal(_seen, number).Task;

    /// <summary>Ends when the connection was closed after the request of this number.</summary>
    public Task ClosedAsync(int number) => Signal(_closed, number).Task;

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var socket in _sockets)
            socket.Dispose();
    }

    private static TaskCompletionSource Signal(ConcurrentDictionary<int, TaskCompletionSource> signals, int number) =>
        signals.GetOrAdd(number, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;
        var start = bytes[..head].IndexOf("Content-Length: "u8);
        var body = start < 0 ? 0 : int.Parse(Encoding.ASCII.GetString(bytes[(start + 16)..head]).Split('\r')[0], CultureInfo.InvariantCulture);
        return bytes.Length == head + 4 + body;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                socket.NoDelay = true;
                _sockets.Add(socket);
                _ = ServeAsync(socket);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        var buffer = new byte[8192];
        var length = 0;
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(length)) is > 0 and var received)
            {
                length += received;
                if (length == buffer.Length)
                    Array.Resize(ref buffer, 2 * length);
                if (!IsWhole(buffer.AsSpan(0, length)))
                    continue;
                var number = Interlocked.Increment(ref _count) - 1;
                Requests.Enqueue(Encoding.ASCII.GetString(buffer, 0, length));
                length = 0;
                Signal(_seen, number).TrySetResult();
                if (await _script(socket, number))
                    continue;
                socket.Close();
                Signal(_closed, number).TrySetResult();
                return;
            }
            socket.Close();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The client has gone; that is what the test is about, or it is over.
        }
    }
}
