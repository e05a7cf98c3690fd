namespace Faultline.Hosting.State;

/// <summary>Paths with symbolic links resolved, so that a thing has one name however it was reached.</summary>
public static class RealPath
{
    /// <summary>The path behind a path; what is not there is left as it stands.</summary>
    public static string Of(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var parent = Path.GetDirectoryName(full);
        if (parent is null) return full;
        var here = Path.Combine(Of(parent), Path.GetFileName(full));
        FileSystemInfo link = Directory.Exists(here) ? new DirectoryInfo(here) : new FileInfo(here);
        return link.Exists && link.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Of(target.FullName) : here;
    }
}
