using System.Security.Cryptography;
using System.Text;

namespace Faultline.Hosting;

/// <summary>
/// The per-user folder in which locks and journals live, keyed by system, so that they are found from any working
/// folder: <c>FAULTLINE_STATE</c>, else <c>$XDG_STATE_HOME/faultline</c>, else <c>~/.local/state/faultline</c>.
/// </summary>
public static class StateFolder
{
    private const string KeyFile = "system";
    private const int LongestSlug = 40;

    /// <summary>Full path of the folder; it need not exist.</summary>
    public static string Root => Path.GetFullPath(
        Variable("FAULTLINE_STATE")
        ?? (Variable("XDG_STATE_HOME") is { } state ? Path.Combine(state, "faultline")
            : OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "faultline")
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state", "faultline")));

    private static string Parent => Path.Combine(Root, "systems");

    /// <summary>The folder of one system, created where it is missing.</summary>
    /// <exception cref="HostUnavailableException">It cannot be written.</exception>
    public static string For(string system)
    {
        var folder = PathOf(system);
        try
        {
            Directory.CreateDirectory(folder);
            var key = Path.Combine(folder, KeyFile);
            if (!File.Exists(key)) File.WriteAllText(key, system);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostUnavailableException(
                $"the state folder {Root} cannot be written ({e.Message.TrimEnd('.')})", "Next: set FAULTLINE_STATE to a folder that can", e);
        }
    }

    /// <summary>Where the folder of a system is, whether it exists or not.</summary>
    internal static string PathOf(string system)
    {
        var slug = new string([.. system.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')]).Trim('-');
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(system)))[..12];
        // The end of a path tells more than its beginning.
        return Path.Combine(Parent, $"{slug[Math.Max(0, slug.Length - LongestSlug)..].TrimStart('-')}-{hash}");
    }

    /// <summary>Names of all systems that have a folder.</summary>
    public static IReadOnlyList<string> Systems()
    {
        if (!Directory.Exists(Parent)) return [];
        return [.. Directory.GetDirectories(Parent)
            .Select(folder => Path.Combine(folder, KeyFile))
            .Where(File.Exists)
            .Select(File.ReadAllText)
            .Order(StringComparer.Ordinal)];
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
