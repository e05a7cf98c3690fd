using System.Globalization;

namespace Faultline.Hosting.Processes;

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
