using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Faultline.Load.Http;

/// <summary>A connection, with the session that secures it where there is one; or why there is none.</summary>
internal readonly record struct Dialed(Socket? Socket, string Failure, SslStream? Session = null);

/// <summary>Opens connections to one host, at any of its addresses; the one that last worked is tried first.</summary>
/// <param name="host">Name or address.</param>
/// <param name="port">The port.</param>
/// <param name="time">The source of time.</param>
/// <param name="security">How connections are secured; null: they are not.</param>
internal sealed class Dialer(string host, int port, TimeProvider time, SslClientAuthenticationOptions? security = null)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly NameLookup _names = new(host, time);
    private IPAddress? _preferred;

    /// <summary>Connects within what is left of a time-out, or tells why not.</summary>
    public async ValueTask<Dialed> ConnectAsync(TimeSpan left, TimeSpan timeout, CancellationToken cancellation)
    {
        using var expiry = new CancellationTokenSource(left < LongestDelay ? left : LongestDelay, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellation);
        try
        {
            var addresses = await _names.FindAsync().WaitAsync(either.Token);
            var dialed = await ConnectToAnyAsync(addresses, either.Token);
            return security is null || dialed.Socket is not { } socket ? dialed : await SecureAsync(socket, security, either.Token);
        }
        catch (OperationCanceledException)
        {
            return new Dialed(null, cancellation.IsCancellationRequested
                ? FailureText.CancelledBeforeSending
                : FailureText.ConnectTimedOut(timeout));
        }
        catch (SocketException exception)
        {
            return new Dialed(null, FailureText.OfConnecting(exception.SocketErrorCode));
        }
    }

    /// <summary>
    /// Whether both ends are the same socket: on a loopback address, a port that nobody listens on may be given to
    /// the caller himself, who then meets himself (a simultaneous open, RFC 9293, 3.5).
    /// </summary>
    internal static bool IsConnectedToItself(Socket socket) =>
        socket.LocalEndPoint is { } local && local.Equals(socket.RemoteEndPoint);

    // No byte of a request is sent before this is done: whatever fails here, nothing was applied.
    private static async Task<Dialed> SecureAsync(Socket socket, SslClientAuthenticationOptions security, CancellationToken cancellationToken)
    {
        var session = new SslStream(new NetworkStream(socket, ownsSocket: true));
        try
        {
            await session.AuthenticateAsClientAsync(security, cancellationToken);
            return new Dialed(socket, "", session);
        }
        catch (Exception e)
        {
            await session.DisposeAsync();
            if (e is AuthenticationException or IOException) return new Dialed(null, FailureText.OfSecuring(e));
            throw;
        }
    }

    private async ValueTask<Dialed> ConnectToAnyAsync(IPAddress[] addresses, CancellationToken cancellation)
    {
        var error = SocketError.HostNotFound;
        var first = Math.Max(0, Array.IndexOf(addresses, Volatile.Read(ref _preferred)));
        for (var i = 0; i < addresses.Length; i++)
        {
            var address = addresses[(first + i) % addresses.Length];
            try
            {
                var socket = await ConnectToAsync(address, cancellation);
                Volatile.Write(ref _preferred, address);
                return new Dialed(socket, "");
            }
            catch (SocketException exception)
            {
                // A refusal says most: the host is there and the service is not.
                if (i == 0 || exception.SocketErrorCode == SocketError.ConnectionRefused)
                    error = exception.SocketErrorCode;
            }
            catch (OperationCanceledException)
            {
                Volatile.Write(ref _preferred, addresses[(first + i + 1) % addresses.Length]);
                throw;
            }
        }
        return new Dialed(null, FailureText.OfConnecting(error));
    }

    private async ValueTask<Socket> ConnectToAsync(IPAddress address, CancellationToken cancellation)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(new IPEndPoint(address, port), cancellation);
            if (IsConnectedToItself(socket))
                throw new SocketException((int)SocketError.ConnectionRefused);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
