using System.Globalization;
using Faultline.Configuration;

namespace Faultline.Experiments;

/// <summary>The folder of one run: <c>results/&lt;UTC time&gt;-&lt;name&gt;/</c>.</summary>
public sealed class RunFolder
{
    internal const string HistoryName = "history";

    private const long LeastFreeBytes = 64L * 1024 * 1024;

    private readonly string _parent;
    private readonly bool _madeParent;

    private RunFolder(string parent, bool madeParent, string path) => (_parent, _madeParent, Path) = (parent, madeParent, path);

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Name of the folder, which is the run's id.</summary>
    public string Id => System.IO.Path.GetFileName(Path);

    /// <summary>Where the segments of the history go.</summary>
    public string History => File(HistoryName);

    /// <summary>Full path of a file of the run.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>
    /// Creates the folder. Throws <see cref="ConfigurationException"/> where it cannot be written or the disk is
    /// nearly full.
    /// </summary>
    public static RunFolder Create(string outputDirectory, string name, DateTimeOffset now)
    {
        var parent = System.IO.Path.GetFullPath(outputDirectory);
        var madeParent = !Directory.Exists(parent);
        try
        {
            Directory.CreateDirectory(parent);
            var stamp = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
            var path = Unused(System.IO.Path.Combine(parent, $"{stamp}-{Slug(name)}"));
            var folder = new RunFolder(parent, madeParent, path);
            Directory.CreateDirectory(folder.History);

            // Some disks tell that they are full only on writing.
            var probe = folder.File(".probe");
            System.IO.File.WriteAllBytes(probe, new byte[64 * 1024]);
            System.IO.File.Delete(probe);
            var free = new DriveInfo(path).AvailableFreeSpace;
            if (free < LeastFreeBytes)
                throw new IOException($"only {free / 1024 / 1024} MB are free there; a run needs {LeastFreeBytes / 1024 / 1024} MB");

            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(new ConfigurationError(
                $"cannot write results to {parent} ({e.Message.TrimEnd('.')})",
                Hint: "Nothing was killed. Choose another folder with --output-dir"));
        }
    }

    /// <summary>Points <c>latest</c> beside the folder to it.</summary>
    public void PointLatest()
    {
        var latest = System.IO.Path.Combine(_parent, "latest");
        try
        {
            if (new FileInfo(latest).LinkTarget is not null) System.IO.File.Delete(latest);
            Directory.CreateSymbolicLink(latest, Id);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A convenience only; file systems without links, or a folder of that name, do without it.
        }
    }

    /// <summary>Removes the folder of a run that never began, and the one above it if that was made for it.</summary>
    public void Discard()
    {
        Directory.Delete(Path, recursive: true);
        if (_madeParent && !Directory.EnumerateFileSystemEntries(_parent).Any()) Directory.Delete(_parent);
    }

    private static string Unused(string path)
    {
        var candidate = path;
        for (var i = 2; Directory.Exists(candidate); i++) candidate = $"{path}-{i}";
        return candidate;
    }

    private static string Slug(string name)
    {
        var slug = new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')]).Trim('-', '.');
        return slug.Length == 0 ? "run" : slug[..Math.Min(slug.Length, 60)];
    }
}
