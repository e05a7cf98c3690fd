using System.Net;
using System.Net.Sockets;

namespace Faultline.IntegrationTests.Shop;

/// <summary>Ports that nobody listens on, below those that the system hands out for outgoing connections.</summary>
internal static class FreePort
{
    private static int _last = 20_000 + (Environment.ProcessId * 37 % 10_000);

    public static int Next()
    {
        while (true)
        {
            int port = Interlocked.Increment(ref _last);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }
}
