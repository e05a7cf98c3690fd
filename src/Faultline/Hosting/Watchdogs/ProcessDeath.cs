using System.Runtime.InteropServices;
using Faultline.Hosting.Machine;
using Microsoft.Win32.SafeHandles;

namespace Faultline.Hosting.Watchdogs;

/// <summary>Waits for the end of a process that is no child of this one (pidfd_open(2), poll(2)).</summary>
internal static partial class ProcessDeath
{
    private const nint PidfdOpen = 434;
    private const short Readable = 1;
    private const int WithoutLimit = -1;

    // Where the kernel has no such descriptors (before Linux 5.3): a read of one small file now and then.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>Returns when the process has ended; costs nothing until then.</summary>
    public static async Task WaitAsync(ProcessIdentity process, TimeProvider time)
    {
        using var descriptor = new SafeFileHandle(Call(PidfdOpen, process.Pid, 0), ownsHandle: true);
        if (!descriptor.IsInvalid && process.State() != InstanceState.Exited)
            await Task.Factory.StartNew(() => Block(descriptor), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        await LookAsync(process, time);
    }

    /// <summary>Looks until the process has ended.</summary>
    internal static async Task LookAsync(ProcessIdentity process, TimeProvider time)
    {
        while (process.State() != InstanceState.Exited) await Task.Delay(Look, time);
    }

    private static void Block(SafeFileHandle descriptor)
    {
        var file = new PollFile { Descriptor = (int)descriptor.DangerousGetHandle(), Events = Readable };
        // Readable once the process has ended; anything else, such as a signal, is for the look that follows.
        _ = Poll(ref file, 1, WithoutLimit);
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, nint pid, nint flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollFile file, nuint count, int timeout);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFile
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
