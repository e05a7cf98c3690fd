using System.Security.Cryptography;
using System.Text;

namespace Faultline.Hosting;

/// <summary>
/// Per-user folder in which run locks and undo journals are kept, a folder per system,
/// so that they are found again from any working folder.
/// </summary>
public static class StateFolder
{
    private const string KeyFile = "system";
    private const string Hint = "Set FAULTLINE_STATE to a folder that can be written.";

    /// <summary>
    /// <c>FAULTLINE_STATE</c>, else <c>faultline</c> in the state folder of the user; read from the environment at each call.
    /// </summary>
    public static string Root => Choose(Environment.GetEnvironmentVariable);

    /// <summary>The folder of a system, created if it is not there.</summary>
    /// <param name="system">Name of the system, see <see cref="IServiceHost.System"/>.</param>
    /// <param name="root">Folder to use instead of <see cref="Root"/>.</param>
    /// <exception cref="HostUnavailableException">It cannot be written.</exception>
    public static string For(string system, string? root = null)
    {
        root ??= Root;
        var folder = Locate(system, root);
        try
        {
            Directory.CreateDirectory(folder);
            var key = Path.Combine(folder, KeyFile);
            if (!File.Exists(key))
                AtomicFile.Write(key, system);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(root, e);
        }
    }

    /// <summary>Names of all systems that have a folder, in ordinal order.</summary>
    /// <param name="root">Folder to use instead of <see cref="Root"/>.</param>
    /// <exception cref="HostUnavailableException">The folder cannot be read.</exception>
    public static IReadOnlyList<string> Systems(string? root = null)
    {
        var systems = Path.Combine(root ?? Root, "systems");
        if (!Directory.Exists(systems))
            return [];
        try
        {
            return [.. Directory.EnumerateDirectories(systems)
                .Select(folder => Path.Combine(folder, KeyFile))
                .Where(File.Exists)
                .Select(File.ReadAllText)
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostUnavailableException($"the state folder {systems} cannot be read: {e.Message}", Hint, e);
        }
    }

    /// <summary>The root for an environment.</summary>
    internal static string Choose(Func<string, string?> variable)
    {
        if (variable("FAULTLINE_STATE") is { Length: > 0 } chosen)
            return Path.GetFullPath(chosen);
        if (OperatingSystem.IsWindows())
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "faultline");

        // The XDG base directory specification has relative values ignored.
        var state = variable("XDG_STATE_HOME");
        if (!Path.IsPathRooted(state))
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            if (home.Length == 0)
                throw new HostUnavailableException("there is no home folder to keep state in", Hint);
            state = Path.Combine(home, ".local", "state");
        }

        return Path.Combine(state, "faultline");
    }

    /// <summary>Path of the folder of a system, which need not exist.</summary>
    internal static string Locate(string system, string root)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(system)))[..8];
        return Path.Combine(root, "systems", $"{Slug(system)}-{hash}");
    }

    internal static HostUnavailableException Unwritable(string root, Exception cause) =>
        new($"the state folder {root} cannot be written: {cause.Message}", Hint, cause);

    /// <summary>The letters and digits of a name, for the eye; the hash beside it tells systems apart.</summary>
    private static string Slug(string system)
    {
        var words = new string([.. system.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var slug = string.Join('-', words);
        return slug.Length <= 40 ? slug : slug[^40..].TrimStart('-');
    }
}
