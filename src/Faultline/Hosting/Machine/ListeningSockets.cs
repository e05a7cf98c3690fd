using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace Faultline.Hosting.Machine;

/// <summary>A TCP socket in the listening state, and the inode by which the processes that hold it are found.</summary>
internal readonly record struct ListeningSocket(IPAddress Address, int Port, long Inode);

/// <summary>
/// Who listens where on this machine: <c>/proc/net/tcp</c> and <c>tcp6</c> name the sockets, <c>/proc/PID/fd</c> their
/// holders (proc(5)). What belongs to another user is not seen unless the tool is root.
/// </summary>
internal static partial class ListeningSockets
{
    // Where the kernel's table of sockets says that one listens (include/net/tcp_states.h).
    private const string Listening = "0A";
    private const int StateField = 3;
    private const int InodeField = 9;

    /// <summary>The listening sockets of a table as <c>/proc/net/tcp</c> and <c>/proc/net/tcp6</c> have it.</summary>
    public static IReadOnlyList<ListeningSocket> Parse(string table)
    {
        var sockets = new List<ListeningSocket>();
        foreach (var line in table.Split('\n'))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length <= InodeField || fields[StateField] != Listening || fields[1].Split(':') is not [var address, var port]) continue;
            if (Address(address) is { } at
                && int.TryParse(port, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
                && long.TryParse(fields[InodeField], NumberStyles.None, CultureInfo.InvariantCulture, out var inode))
                sockets.Add(new ListeningSocket(at, number, inode));
        }

        return sockets;
    }

    /// <summary>Inodes of the sockets that get a connection to an address: those bound to just it, else those bound to any.</summary>
    /// <remarks>Several where processes share a port (SO_REUSEPORT): each connection goes to one of them.</remarks>
    public static IReadOnlyList<long> Inodes(IPAddress address, int port, IReadOnlyList<ListeningSocket> sockets) =>
        [.. Reached(address, port, sockets).Select(s => s.Inode)];

    /// <summary>What the sockets that get a connection to an address are bound to: just it, or any; empty where there are none.</summary>
    /// <remarks>Any address of IPv6 comes with any of IPv4 where that socket gets the connections of both.</remarks>
    public static IReadOnlyList<IPAddress> Bindings(IPAddress address, int port, IReadOnlyList<ListeningSocket> sockets)
    {
        if (Reached(address, port, sockets) is not [var first, ..]) return [];
        return first.Address.Equals(IPAddress.IPv6Any) && !sockets.Any(s => s.Port == port && s.Address.Equals(IPAddress.Any))
            ? [first.Address, IPAddress.Any]
            : [first.Address];
    }

    private static ListeningSocket[] Reached(IPAddress address, int port, IReadOnlyList<ListeningSocket> sockets)
    {
        address = Plain(address);
        // A socket of IPv6 that is bound to any address gets those of IPv4 too, where no other does.
        IPAddress[] bound = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
            ? [address, IPAddress.Any, IPAddress.IPv6Any]
            : [address, IPAddress.IPv6Any];
        return bound
            .Select(b => sockets.Where(s => s.Port == port && s.Address.Equals(b)).ToArray())
            .FirstOrDefault(found => found.Length > 0) ?? [];
    }

    /// <summary>
    /// Whether every connection to an address of this machine goes to a process of a session; false also where nobody
    /// listens there.
    /// </summary>
    public static bool HeldBySession(int leader, IPAddress address, int port) => HeldBySessions([leader], address, port);

    /// <summary>The same for the sessions of several leaders together.</summary>
    public static bool HeldBySessions(IReadOnlyCollection<int> leaders, IPAddress address, int port)
    {
        var inodes = Inodes(address, port, Read());
        if (inodes.Count == 0) return false;
        var held = Pids().Where(pid => leaders.Contains(SessionOf(pid))).SelectMany(Sockets).ToHashSet();
        return inodes.All(held.Contains);
    }

    /// <summary>Whether anybody listens at an address of this machine.</summary>
    public static bool IsListenedOn(IPAddress address, int port) => Inodes(address, port, Read()).Count > 0;

    /// <summary>The processes that hold a socket which gets connections to an address of this machine; empty where none is to be seen.</summary>
    public static IReadOnlyList<int> HoldersOf(IPAddress address, int port)
    {
        var inodes = Inodes(address, port, Read());
        return inodes.Count == 0 ? [] : [.. Pids().Where(pid => Sockets(pid).Any(inodes.Contains)).Order()];
    }

    /// <summary>The listening sockets of this machine.</summary>
    public static IReadOnlyList<ListeningSocket> Read() => [.. new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists).SelectMany(file => Parse(File.ReadAllText(file)))];

    private static IEnumerable<int> Pids() =>
        Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0);

    /// <summary>Inodes of the sockets that a process holds; none where it is gone or may not be looked at.</summary>
    private static IReadOnlyList<long> Sockets(int pid)
    {
        const string Socket = "socket:[";
        var inodes = new List<long>();
        try
        {
            foreach (var file in Directory.EnumerateFiles(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/fd")))
                if (LinkTarget(file) is { } target && target.StartsWith(Socket, StringComparison.Ordinal)
                    && long.TryParse(target.AsSpan(Socket.Length).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out var inode))
                    inodes.Add(inode);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile, or is another user's.
        }

        return inodes;
    }

    private static string? LinkTarget(string file)
    {
        try
        {
            return new FileInfo(file).LinkTarget;
        }
        catch (IOException)
        {
            // A descriptor that was closed meanwhile.
            return null;
        }
    }

    /// <summary>An address as the table writes it: words of 32 bits in the machine's order of bytes.</summary>
    private static IPAddress? Address(string hex)
    {
        const int Word = 8;
        if (hex.Length is not (Word or 4 * Word)) return null;
        var bytes = new List<byte>(hex.Length / 2);
        for (var at = 0; at < hex.Length; at += Word)
        {
            if (!uint.TryParse(hex.AsSpan(at, Word), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var word)) return null;
            bytes.AddRange(BitConverter.GetBytes(word));
        }

        return Plain(new IPAddress(bytes.ToArray()));
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>The leader of a process's session; -1 for a process that is gone.</summary>
    [LibraryImport("libc", EntryPoint = "getsid")]
    internal static partial int SessionOf(int pid);
}
