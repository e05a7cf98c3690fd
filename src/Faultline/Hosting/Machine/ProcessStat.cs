using System.Globalization;

namespace Faultline.Hosting.Machine;

/// <summary>Fields of <c>/proc/PID/stat</c> (proc(5)).</summary>
internal readonly record struct ProcessStat(char State, long StartTime)
{
    private const int StartTimeAfterState = 19;

    // ESRCH: it ended between the opening and the reading.
    private const int NoSuchProcess = 3;

    /// <summary>The fields of a process; null where there is none.</summary>
    /// <exception cref="HostUnavailableException">Whether there is one cannot be told, for example for lack of descriptors.</exception>
    public static ProcessStat? Read(int pid) => Read(pid, File.ReadAllText);

    /// <summary>The same, read by any reader of files.</summary>
    internal static ProcessStat? Read(int pid, Func<string, string> read)
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat");
        try
        {
            return Parse(read(file));
        }
        // What may not be looked at is another user's, and so none of ours.
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException or IOException { HResult: NoSuchProcess })
        {
            return null;
        }
        catch (IOException e)
        {
            throw new HostUnavailableException($"whether process {pid} runs cannot be told: {file} cannot be read ({e.Message.TrimEnd('.')})", inner: e);
        }
    }

    /// <summary>Reads a line; the process's name is in parentheses and may hold any character, parentheses too.</summary>
    public static ProcessStat? Parse(string line)
    {
        var name = line.LastIndexOf(')');
        if (name < 0) return null;
        var fields = line[(name + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > StartTimeAfterState
            && long.TryParse(fields[StartTimeAfterState], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? new ProcessStat(fields[0][0], start)
            : null;
    }
}
