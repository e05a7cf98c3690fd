using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Faultline.Tests.Load.Http;

/// <summary>A server behind TLS with a certificate of its own, which does to each request what a script says.</summary>
internal sealed class TlsServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly Func<SslStream, Socket, Task<bool>> _script;
    private readonly List<Socket> _sockets = [];
    private int _requests;
    private int _sessions;

    public TlsServer(Func<SslStream, Socket, Task<bool>>? script = null, string name = "localhost")
    {
        _script = script ?? (async (session, _) =>
        {
            await session.WriteAsync(Encoding.ASCII.GetBytes(ScriptedServer.Ok));
            return true;
        });
        _certificate = Certificate(name);
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The server's certificate, as a file for those who believe it.</summary>
    public string Pem => _certificate.ExportCertificatePem();

    public int Requests => Volatile.Read(ref _requests);

    public int Sessions => Volatile.Read(ref _sessions);

    public void Dispose()
    {
        _listener.Dispose();
        lock (_sockets) _sockets.ForEach(socket => socket.Dispose());
        _certificate.Dispose();
    }

    private static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                lock (_sockets) _sockets.Add(socket);
                _ = ServeAsync(socket);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var session = new SslStream(new NetworkStream(socket, ownsSocket: true));
            await session.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate });
            Interlocked.Increment(ref _sessions);
            var buffer = new byte[64 << 10];
            while (await session.ReadAsync(buffer) is > 0 and var received)
            {
                // Bodies of the tests end with a dot.
                if (!buffer.AsSpan(0, received).EndsWith("\r\n\r\n"u8) && buffer[received - 1] != (byte)'.') continue;
                Interlocked.Increment(ref _requests);
                if (!await _script(session, socket)) return;
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The client does not believe the certificate, or has gone.
        }
    }
}
