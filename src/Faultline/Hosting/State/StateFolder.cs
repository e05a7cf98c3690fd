using System.Security.Cryptography;
using System.Text;

using Faultline.Hosting.Machine;
using Faultline.Storage;

namespace Faultline.Hosting.State;

/// <summary>
/// Per-user folder in which run locks and undo journals are kept, a folder per system, so that they are found again from
/// any working folder.
/// </summary>
public sealed class StateFolder
{
    /// <summary>Variable in the environment that chooses it.</summary>
    internal const string Variable = "FAULTLINE_STATE";

    private const string KeyFile = "system";
    private const string Hint = "Set FAULTLINE_STATE to a folder that can be written.";

    /// <summary>A folder on this machine.</summary>
    public StateFolder(string root)
        : this(root, RealDisk.Instance)
    {
    }

    internal StateFolder(string root, IDisk disk) => (Root, Disk) = (root, disk);

    /// <summary>
    /// <c>FAULTLINE_STATE</c>, else <c>faultline</c> in the state folder of the user; read from the environment at each call.
    /// </summary>
    public static StateFolder OfUser => new(Choose(Environment.GetEnvironmentVariable));

    /// <summary>Its path.</summary>
    public string Root { get; }

    internal IDisk Disk { get; }

    /// <summary>Paths of the folders of all systems.</summary>
    internal IReadOnlyList<string> Folders => Disk.Folders(AllSystems);

    private string AllSystems => Path.Combine(Root, "systems");

    /// <summary>The folder of a system, created if it is not there.</summary>
    /// <param name="system">Name of the system, see <see cref="IServiceHost.System"/>.</param>
    /// <exception cref="HostUnavailableException">It cannot be written, or it is another system's.</exception>
    public string For(string system)
    {
        var folder = Locate(system);
        var key = Path.Combine(folder, KeyFile);
        try
        {
            Disk.CreateFolder(folder);
            AtomicFile.Sweep(Disk, folder, ProcessIdentity.IsTaken);
            if (Disk.Read(key) is not { } there) AtomicFile.Write(Disk, key, system);
            else if (Encoding.UTF8.GetString(there) != system) throw Damaged(key);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(e);
        }
    }

    /// <summary>Whether a system has a folder; none is created.</summary>
    /// <param name="system">Name of the system, see <see cref="IServiceHost.System"/>.</param>
    /// <exception cref="HostUnavailableException">The folder cannot be read.</exception>
    public bool Has(string system)
    {
        try
        {
            return Folders.Contains(Locate(system));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(e);
        }
    }

    /// <summary>Names of all systems that have a folder, in ordinal order.</summary>
    /// <param name="damaged">Is told of each folder that does not say whose it is.</param>
    /// <exception cref="HostUnavailableException">The folder cannot be read.</exception>
    public IReadOnlyList<string> Systems(Action<HostUnavailableException> damaged)
    {
        try
        {
            // What is no folder holds nothing, but that nothing was left behind is not known of it.
            if (Disk.Exists(Root)) throw new IOException("it is a file");
            var systems = new List<string>();
            foreach (var folder in Disk.Folders(AllSystems))
            {
                var key = Path.Combine(folder, KeyFile);
                var name = Disk.Read(key) is { } content ? Encoding.UTF8.GetString(content) : null;
                if (name is not null && Locate(name) == folder) systems.Add(name);
                // A crash just after the folder was made leaves it empty: nothing was done under that name.
                else if (name is not null || Disk.Files(folder).Any(IsState)) damaged(Damaged(key));
            }

            systems.Sort(StringComparer.Ordinal);
            return systems;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(e);
        }
    }

    /// <summary>Deletes the drafts of files that killed runs left, in every folder kept here.</summary>
    /// <exception cref="HostUnavailableException">The folder cannot be written.</exception>
    public void Sweep()
    {
        try
        {
            foreach (var folder in Disk.Folders(Root).SelectMany(f => Disk.Folders(f).Prepend(f)).Prepend(Root))
                AtomicFile.Sweep(Disk, folder, ProcessIdentity.IsTaken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(e);
        }
    }

    /// <summary>The root for an environment.</summary>
    internal static string Choose(Func<string, string?> variable)
    {
        if (variable(Variable) is { Length: > 0 } chosen)
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
    internal string Locate(string system)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(system)))[..8];
        return Path.Combine(AllSystems, $"{Slug(system)}-{hash}");
    }

    internal HostUnavailableException Unwritable(Exception cause) => new($"the state folder {Root} cannot be written: {cause.Message}", Hint, cause);

    private HostUnavailableException Unreadable(Exception cause) => new($"the state folder {Root} cannot be read: {cause.Message}", Hint, cause);

    private static bool IsState(string file) => !file.EndsWith(".tmp", StringComparison.Ordinal);

    private static HostUnavailableException Damaged(string key) => new(
        $"{key} does not name the system that its folder is of, so what a run left behind there is not known",
        "Next: journal.jsonl beside it names the instances; move the folder away once they run");

    /// <summary>The letters and digits of a name, for the eye; the hash beside it tells systems apart.</summary>
    private static string Slug(string system)
    {
        var words = new string([.. system.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var slug = string.Join('-', words);
        return slug.Length <= 40 ? slug : slug[^40..].TrimStart('-');
    }
}
