using System.Globalization;

namespace Faultline.Hosting.Processes;

/// <summary>A process by pid and start time (in ticks since boot), so that a pid that was given out again is not taken for it.</summary>
internal readonly record struct ProcessIdentity(int Pid, long StartTime)
{
    /// <summary>The identity of a process that runs now, or null.</summary>
    public static ProcessIdentity? Of(int pid) => ProcessStat.Read(pid) is { } stat ? new ProcessIdentity(pid, stat.StartTime) : null;

    /// <summary>Its state; exited also for a zombie, and for a pid that another process has now.</summary>
    public InstanceState State() => ProcessStat.Read(Pid) is { } stat && stat.StartTime == StartTime
        ? stat.State switch
        {
            'Z' or 'X' or 'x' => InstanceState.Exited,
            'T' or 't' => InstanceState.Paused,
            _ => InstanceState.Running,
        }
        : InstanceState.Exited;
}

/// <summary>Fields of <c>/proc/PID/stat</c> (proc(5)).</summary>
internal readonly record struct ProcessStat(char State, long StartTime)
{
    private const int StartTimeAfterState = 19;

    public static ProcessStat? Read(int pid)
    {
        try
        {
            return Parse(File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
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
