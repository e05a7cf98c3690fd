namespace Faultline.Hosting.Machine;

/// <summary>
/// A process by pid and start time (in ticks since boot), so that a pid that was given out again is not taken for it, and
/// by the boot that both count from.
/// </summary>
/// <param name="Pid">Its number.</param>
/// <param name="StartTime">When it was started, in clock ticks since boot.</param>
/// <param name="Boot">The kernel's id of that boot; null in records of earlier versions.</param>
internal readonly record struct ProcessIdentity(int Pid, long StartTime, string? Boot = null)
{
    private static readonly string? ThisBoot = ReadBoot();

    /// <summary>The identity of a process that runs now, or null.</summary>
    public static ProcessIdentity? Of(int pid) => ProcessStat.Read(pid) is { } stat ? new ProcessIdentity(pid, stat.StartTime, ThisBoot) : null;

    /// <summary>Whether any process has the pid now; true where that cannot be told.</summary>
    public static bool IsTaken(int pid) => !OperatingSystem.IsLinux() || ProcessStat.Read(pid) is not null;

    /// <summary>Its state; exited also for a zombie, and for a pid that another process has now.</summary>
    public InstanceState State() => ProcessStat.Read(Pid) is { } stat && stat.StartTime == StartTime && (Boot is null || Boot == ThisBoot)
        ? stat.State switch
        {
            'Z' or 'X' or 'x' => InstanceState.Exited,
            'T' or 't' => InstanceState.Paused,
            _ => InstanceState.Running,
        }
        : InstanceState.Exited;

    private static string? ReadBoot()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
