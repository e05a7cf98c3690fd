namespace Faultline.Reporting.Runs;

/// <summary>The runs of a results folder, the oldest first, and what else lies there.</summary>
public sealed record RunArchive(string Folder, IReadOnlyList<StoredRun> Runs, IReadOnlyList<SkippedFolder> Skipped)
{
    /// <summary>Reads all runs. A folder that cannot be shown is told with its reason and keeps no other from being shown.</summary>
    /// <param name="folder">The results folder.</param>
    /// <param name="except">A folder that may lie in it and is no run: where the overview goes.</param>
    /// <exception cref="IOException">The folder itself cannot be read.</exception>
    public static RunArchive Read(string folder, string? except = null)
    {
        var full = Path.GetFullPath(folder);
        var (runs, skipped) = (new List<StoredRun>(), new List<SkippedFolder>());
        foreach (var directory in new DirectoryInfo(full).EnumerateDirectories().OrderBy(d => d.Name, StringComparer.Ordinal))
        {
            if (IsNoRun(directory) || (except is not null && Path.GetFullPath(except).TrimEnd(Path.DirectorySeparatorChar) == directory.FullName))
                continue;
            if (RunReader.Read(directory.FullName) is var (run, problem) && run is not null)
                runs.Add(run);
            else
                skipped.Add(new(directory.Name, problem!));
        }

        return new(full, [.. runs.OrderBy(run => run.StartedAt).ThenBy(run => run.Folder, StringComparer.Ordinal)], skipped);
    }

    // "latest" stands for a run that is there under its own name.
    private static bool IsNoRun(DirectoryInfo directory) =>
        directory.Name.StartsWith('.') || (directory.Name == "latest" && directory.LinkTarget is not null);
}
