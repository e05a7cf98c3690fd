using System.Globalization;
using Faultline.Hosting.Machine;

namespace Faultline.IntegrationTests.Hosting;

/// <summary>The processes of this machine, read without the code under test where that matters.</summary>
internal static class ProcessTable
{
    public const int Sigkill = 9;
    public const int Sigstop = 19;

    public static bool IsAlive(int pid) => Fields(pid) is { } fields && fields[0] is not ("Z" or "X");

    /// <summary>Fields of /proc/PID/stat from the state on: state, parent, group, session; null for a process that is gone.</summary>
    public static string[]? Fields(int pid)
    {
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Processes whose command line is exactly this.</summary>
    public static IReadOnlyList<int> Running(params string[] commandLine)
    {
        var wanted = string.Concat(commandLine.Select(a => a + '\0'));
        return [.. All().Where(pid => Text(pid, "cmdline") == wanted)];
    }

    /// <summary>All processes.</summary>
    public static IEnumerable<int> All() =>
        Directory.GetDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => name!.All(char.IsAsciiDigit))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture));

    /// <summary>What a file of a process holds (proc(5)); empty for a process that is gone.</summary>
    public static string Text(int pid, string file)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/{file}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Where the open descriptors of a process lead to.</summary>
    public static IReadOnlyList<string> OpenFiles(int pid) =>
        [.. Directory.GetFiles($"/proc/{pid}/fd").Select(f => new FileInfo(f).LinkTarget).OfType<string>()];

    public static void Signal(int pid, int signal) => MachineProcesses.Instance.Signal(ProcessIdentity.Of(pid)!.Value, signal);

    public static async Task GoneAsync(int pid)
    {
        while (IsAlive(pid)) await Task.Delay(2, TestContext.Current.CancellationToken);
    }

    public static async Task StoppedAsync(int pid)
    {
        while (Fields(pid)![0] != "T") await Task.Delay(2, TestContext.Current.CancellationToken);
    }
}
