using System.Net;
using System.Net.Sockets;

namespace Faultline.Hosting.Machine;

/// <summary>
/// Finds free ports on 127.0.0.1 below 32768, where the ephemeral range begins by default: no outgoing connection can
/// take one between two starts of a service.
/// </summary>
public static class FreePort
{
    private const int First = 20_000;
    private const int End = 32_768;

    /// <summary>The preferred port if it is free, else another.</summary>
    public static int Find(int preferred = 0) => preferred > 0 && IsFree(preferred) ? preferred : Take(1)[0];

    /// <summary>Distinct free ports.</summary>
    /// <exception cref="HostUnavailableException">There are not so many.</exception>
    public static IReadOnlyList<int> Take(int count)
    {
        var ports = new List<int>(count);
        // Callers that start at the same time look at different ports first.
        var offset = Environment.ProcessId * 97 % (End - First);
        for (var i = 0; i < End - First && ports.Count < count; i++)
        {
            var port = First + (offset + i) % (End - First);
            if (IsFree(port)) ports.Add(port);
        }

        return ports.Count == count ? ports : throw new HostUnavailableException($"there are no {count} free ports from {First} to {End - 1}");
    }

    /// <summary>Whether nobody listens on the port of 127.0.0.1.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
