using System.Globalization;
using System.Text;
using Faultline.Benches.Soak.Commands;
using Faultline.Benches.Soak.Plans;

namespace Faultline.Benches.Soak.Sites;

/// <summary>The processes of this machine that have the mark of a soak in their environment.</summary>
internal sealed class MarkedProcesses(string mark)
{
    /// <summary>All that run, by their numbers, with their command lines.</summary>
    public IReadOnlyDictionary<int, string> All()
    {
        var found = new Dictionary<int, string>();
        foreach (var folder in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)) continue;
            try
            {
                if (Words(Path.Combine(folder, "environ")).Contains($"{Workplace.MarkVariable}={mark}"))
                    found[pid] = string.Join(' ', Words(Path.Combine(folder, "cmdline")));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has ended meanwhile, or is somebody else's.
            }
        }

        return found;
    }

    /// <summary>Ends all that run.</summary>
    public void End()
    {
        foreach (var pid in All().Keys) _ = RunningCommand.Send(pid, (int)Signal.Sigkill);
    }

    private static string[] Words(string file) => Encoding.UTF8.GetString(File.ReadAllBytes(file)).Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
