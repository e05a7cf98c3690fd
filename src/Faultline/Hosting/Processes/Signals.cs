using System.Runtime.InteropServices;

namespace Faultline.Hosting.Processes;

/// <summary>kill(2).</summary>
internal static partial class Signals
{
    public const int Sigkill = 9;
    public const int Sigterm = 15;

    /// <summary>Sends a signal to exactly this process, if it still is the one.</summary>
    public static void Send(ProcessIdentity process, int signal)
    {
        if (process.State() != InstanceState.Exited) _ = Kill(process.Pid, signal);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
