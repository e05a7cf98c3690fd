namespace Faultline.Reporting.Runs;

/// <summary>The runs of a results folder, the oldest first, and what else lies there.</summary>
public sealed record RunArchive(string Folder, IReadOnlyList<StoredRun> Runs, IReadOnlyList<SkippedFolder> Skipped)
{
    /// <summary>Reads all runs. A folder that cannot be shown is told with its reason and keeps no other from being shown.</summary>
    /// <param name="folder">The results folder.</param>
    /// <param name="earlier">Reads the trade of a file of schema 1.</param>
    /// <param name="except">A folder that may lie in it and is no run: where the overview goes.</param>
    /// <exception cref="IOException">The folder itself cannot be read.</exception>
    public static RunArchive Read(string folder, EarlierSchema earlier, string? except = null)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var (runs, skipped) = (new List<StoredRun>(), new List<SkippedFolder>());
        foreach (var directory in new DirectoryInfo(full).EnumerateDirectories().OrderBy(d => d.Name, StringComparer.Ordinal))
        {
            if (IsNoRun(directory, full) || (except is not null && Path.GetFullPath(except).TrimEnd(Path.DirectorySeparatorChar) == directory.FullName))
                continue;
            if (RunReader.Read(directory.FullName, earlier) is var (run, problem, _) && run is not null)
                runs.Add(run);
            else
                skipped.Add(new(directory.Name, problem!));
        }

        return new(full, [.. runs.OrderBy(run => run.StartedAt).ThenBy(run => run.Folder, StringComparer.Ordinal)], skipped);
    }

    private static bool IsNoRun(DirectoryInfo directory, string folder) =>
        directory.Name.StartsWith('.') || (directory.LinkTarget is not null && (directory.Name == "latest" || LeadsBack(directory, folder)));

    // A link beside its run stands for what is there under its own name: counted again, one run would be two.
    private static bool LeadsBack(DirectoryInfo link, string folder) =>
        link.ResolveLinkTarget(returnFinalTarget: true) is { } target
        && Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(target.FullName)) is { } parent
        && (parent == folder || parent == Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName);
}
