using System.Diagnostics;
using System.Globalization;

namespace Faultline.Hosting.Processes;

/// <summary>
/// Starts a process in a session of its own, with nothing of the tool's open in it, so that neither Ctrl-C nor the
/// tool's death takes it along. The shell in between ends at once, which hands the process to init.
/// </summary>
internal static class DetachedStart
{
    // setsid replaces the background shell, so that the pid told is the pid of the service itself.
    private const string Script = "log=$1; shift; setsid \"$@\" </dev/null >>\"$log\" 2>&1 & echo $!";

    /// <summary>Returns the process, or null where it was gone before it could be looked at.</summary>
    /// <remarks>Cannot be cancelled: a process that was started and not noted would be nobody's.</remarks>
    /// <exception cref="HostUnavailableException">No shell could be started.</exception>
    public static async Task<ProcessIdentity?> StartAsync(ProcessSpec spec)
    {
        var info = new ProcessStartInfo("/bin/sh")
        {
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in (string[])["-c", Script, "sh", spec.LogFile ?? "/dev/null", spec.FileName, .. spec.Arguments]) info.ArgumentList.Add(argument);
        foreach (var (name, value) in spec.Environment) info.Environment[name] = value;
        try
        {
            if (OperatingSystem.IsLinux()) Descriptors.KeepFromChildren();
            using var shell = Process.Start(info)!;
            shell.StandardInput.Close();
            var pid = await shell.StandardOutput.ReadLineAsync();
            var started = int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? ProcessIdentity.Of(number) : null;
            await shell.WaitForExitAsync();
            return started;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            throw new HostUnavailableException($"{spec.Instance} could not be started ({e.Message})", "Services as child processes need Linux", e);
        }
    }
}
