using System.Diagnostics;
using System.Globalization;

namespace Faultline.Hosting.Machine;

/// <summary>
/// A process in a session of its own, with nothing of the tool's open in it, so that neither Ctrl-C nor the tool's death
/// takes it along. It waits on a pipe for one line before it executes its program; where the pipe ends without one,
/// because the tool has died before it had written down what it starts, it ends. The shell in between ends at once, which
/// hands the process to init.
/// </summary>
internal sealed class HeldProcess : IHeldProcess
{
    // setsid replaces the background shell and the program replaces the waiting one, so that the pid told stays the pid.
    private const string Script =
        """
        files=$1; shift; exec 3<&0
        if [ "$files" -gt "$(ulimit -n)" ] 2>/dev/null; then ulimit -n "$files" 2>/dev/null; fi
        setsid /bin/sh -c 'log=$1; shift; read -r go <&3 && exec "$@" 3<&- >>"$log" 2>&1' sh "$@" </dev/null >/dev/null 2>&1 &
        echo $! $(ulimit -n)
        """;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan ExecutionLimit = TimeSpan.FromSeconds(10);

    private readonly Process _shell;

    private HeldProcess(Process shell, ProcessIdentity identity, long? openFiles) => (_shell, Identity, OpenFiles) = (shell, identity, openFiles);

    public ProcessIdentity Identity { get; }

    public long? OpenFiles { get; }

    /// <inheritdoc cref="IProcessTable.PrepareAsync"/>
    public static async Task<HeldProcess?> PrepareAsync(ProcessSpec spec)
    {
        var info = new ProcessStartInfo("/bin/sh")
        {
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in (string[])["-c", Script, "sh", Text(spec.OpenFiles), spec.LogFile ?? "/dev/null", spec.FileName, .. spec.Arguments]) info.ArgumentList.Add(argument);
        foreach (var (name, value) in spec.Environment) info.Environment[name] = value;
        try
        {
            if (OperatingSystem.IsLinux()) Descriptors.KeepFromChildren();
            var shell = Process.Start(info)!;
            var told = (await shell.StandardOutput.ReadLineAsync() ?? "").Split(' ');
            if (int.TryParse(told[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && ProcessIdentity.Of(number) is { } identity)
                return new HeldProcess(shell, identity, long.TryParse(told[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var files) ? files : null);
            await EndAsync(shell);
            return null;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            throw new HostUnavailableException($"{spec.Instance} could not be started ({e.Message})", "Services as child processes need Linux", e);
        }
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <inheritdoc/>
    public async Task ReleaseAsync()
    {
        var input = _shell.StandardInput;
        var begun = TimeProvider.System.GetTimestamp();
        try
        {
            // The pipe breaks when the last that could read it has executed its program, which closes it, or has ended.
            while (TimeProvider.System.GetElapsedTime(begun) < ExecutionLimit)
            {
                await input.WriteLineAsync("go");
                await input.FlushAsync();
                await Task.Delay(Poll, TimeProvider.System);
            }
        }
        catch (IOException)
        {
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync(_shell);

    private static async Task EndAsync(Process shell)
    {
        try
        {
            shell.StandardInput.Close();
        }
        catch (IOException)
        {
            // The pipe is broken already.
        }

        await shell.WaitForExitAsync();
        // Streams that were used are not closed with the process.
        shell.StandardOutput.Dispose();
        shell.Dispose();
    }
}
