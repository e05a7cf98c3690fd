using System.Runtime.InteropServices;

namespace Faultline.Cli.Samples;

/// <summary>Asks the process that owns a sample to end in order.</summary>
internal static partial class OwnerSignal
{
    private const int Sigterm = 15;

    /// <summary>Sends SIGTERM; the caller has made sure that the process holds the owner's lock.</summary>
    public static void Terminate(int pid) => _ = Kill(pid, Sigterm);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
