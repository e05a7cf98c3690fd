using System.Globalization;
using System.Runtime.InteropServices;

namespace Faultline.Hosting.Machine;

/// <summary>Open descriptors of the tool (fcntl(2)).</summary>
internal static partial class Descriptors
{
    private const int FirstBeyondStandard = 3;
    private const int SetFlags = 2;
    private const int CloseOnExec = 1;

    /// <summary>
    /// Keeps all but the standard ones out of processes that are started from now on. The runtime does so with its own;
    /// these are what whoever started the tool has left open in it, and would wait on for as long as a service lives.
    /// </summary>
    public static void KeepFromChildren()
    {
        foreach (var file in Directory.GetFiles("/proc/self/fd"))
            if (int.TryParse(Path.GetFileName(file), NumberStyles.None, CultureInfo.InvariantCulture, out var descriptor) && descriptor >= FirstBeyondStandard)
                _ = Control(descriptor, SetFlags, CloseOnExec);
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command, int value);
}
