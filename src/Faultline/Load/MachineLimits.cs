using System.Globalization;

namespace Faultline.Load;

/// <summary>What the system lets this process have of the things that connections are made of.</summary>
/// <param name="Descriptors">Files and connections that may be open at once (<c>ulimit -n</c>; the runtime raises the soft limit to the hard one).</param>
/// <param name="Open">Those that are open now, without the tool's own code.</param>
/// <param name="Ports">Local ports, each of which carries one connection to an address.</param>
public sealed record MachineLimits(long Descriptors, int Open, int Ports)
{
    /// <summary>
    /// Descriptors that the tool itself comes to need in a run (170 were measured): most are its own code, of which each
    /// file takes two when it is first used, and none may be missing when services are healed or the report is written.
    /// </summary>
    internal const int OwnUse = 224;

    /// <summary>Of these, how many are open as a load is prepared; what is open beyond them, its caller has left open in it.</summary>
    private const int UsuallyOpen = 40;

    /// <summary>What every command needs: with 100, one that kills and starts comes to grief between the two, with 150 it does not.</summary>
    private const int LeastOfAll = 160;

    /// <summary>Fewer connections than these are no load.</summary>
    private const int Fewest = 8;

    /// <summary>Share of the ports that the load may hold: others on this machine need some, and closed connections hold theirs for a minute.</summary>
    private const double ShareOfPorts = 0.75;

    private const long Plenty = 1 << 20;
    private const int UsualPorts = 28_232;

    /// <summary>Connections that a load may have open at once.</summary>
    public int MostConnections => (int)Math.Clamp(Math.Min(ByDescriptors, ByPorts), Fewest, int.MaxValue);

    /// <summary>Why the tool cannot be trusted to finish anything here, or null.</summary>
    public string? Unfit => Descriptors >= LeastOfAll
        ? null
        : $"this process may have {Count(Descriptors)} files open (ulimit -n), and the tool needs {Count(LeastOfAll)} to end in order what it begins";

    /// <summary>Why no load can be made here, or null.</summary>
    public string? Obstacle => ByDescriptors >= Fewest
        ? null
        : $"this process may have {Count(Descriptors)} files open (ulimit -n), and a run needs {Count(Fewest + Own)}";

    private long Own => OwnUse + Math.Max(0, Open - UsuallyOpen);

    private long ByDescriptors => Descriptors - Own;

    private long ByPorts => (long)(Ports * ShareOfPorts);

    /// <summary>What the system says; on others than Linux it is not asked, and nothing is in the way.</summary>
    public static MachineLimits Read() => OperatingSystem.IsLinux()
        ? new MachineLimits(
            DescriptorsOf(Lines("/proc/self/limits")), OpenFiles(),
            PortsOf(Lines("/proc/sys/net/ipv4/ip_local_port_range")))
        : new MachineLimits(Plenty, 0, UsualPorts);

    /// <summary>What a reader should know where so many users may find no connection free; else null.</summary>
    /// <param name="users">Users of the load.</param>
    /// <param name="startsServices">Whether services that are started again are children of this process, and have no more descriptors.</param>
    public string? Shortage(int users, bool startsServices)
    {
        if (users <= MostConnections) return null;
        var (why, next) = ByDescriptors <= ByPorts
            ? ($"this process may have {Count(Descriptors)} files open (ulimit -n)", $"ulimit -n {Count(users + Own)} in the shell that starts it, or fewer users")
            : ($"this machine has {Count(Ports)} local ports for them (net.ipv4.ip_local_port_range)", "a wider range of ports, or fewer users");
        return $"{users.ToString("N0", CultureInfo.InvariantCulture)} users share {Count(MostConnections)} connections, since {why}. Who finds none free waits, which counts in the latency and as lateness of the generator.{(startsServices ? $" Services that are started again may have {Count(Descriptors)} files open as well, however many they had." : "")} Next: {next}";
    }

    /// <summary>The soft limit on open files in the lines of <c>/proc/PID/limits</c> (proc(5)).</summary>
    internal static long DescriptorsOf(IEnumerable<string> lines)
    {
        const string Name = "Max open files";
        var values = lines.FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal))?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return values is [var soft, ..] && long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : Plenty;
    }

    /// <summary>How many ports lie in the range that the kernel chooses from.</summary>
    internal static int PortsOf(IEnumerable<string> lines) =>
        lines.FirstOrDefault()?.Split(['\t', ' '], StringSplitOptions.RemoveEmptyEntries) is [var first, var last]
        && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var low)
        && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var high) && low <= high
            ? high - low + 1
            : UsualPorts;

    private static int OpenFiles()
    {
        try
        {
            return new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos().Count(file => file.LinkTarget?.EndsWith(".dll", StringComparison.Ordinal) == false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Count(long number) => number.ToString(CultureInfo.InvariantCulture);
}
