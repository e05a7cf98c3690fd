using Faultline.Configuration;

namespace Faultline.Cli.Runs;

/// <summary>Finds the folder of a stored run, or tells what was named instead: nothing, a folder of runs, what is left of a run, or no run at all.</summary>
internal static class StoredRunFolder
{
    public const string RunFile = "run.json";

    private const int MostNamed = 5;

    // Each is written by a run and by nothing else.
    private static readonly string[] Traces = ["history", "run.log", "books.json.gz", "report.html"];

    /// <summary>The full path of the folder, under its own name where a link such as <c>latest</c> was named.</summary>
    /// <param name="run">A folder, its <c>run.json</c>, or the name of a folder among the results.</param>
    /// <param name="results">Folder of the results.</param>
    /// <exception cref="ConfigurationException">It is no run.</exception>
    public static string Find(string run, string results)
    {
        var named = File.Exists(run) ? Path.GetDirectoryName(Path.GetFullPath(run))! : run;
        string[] candidates = [named, Path.Combine(results, named)];
        foreach (var candidate in candidates)
        {
            if (!File.Exists(Path.Combine(candidate, RunFile))) continue;
            return new DirectoryInfo(candidate).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetFullPath(candidate).TrimEnd(Path.DirectorySeparatorChar);
        }

        var there = candidates.FirstOrDefault(Directory.Exists);
        throw new ConfigurationException(new ConfigurationError(
            File.Exists(run) ? $"{run} is a file that belongs to no run (there is no {RunFile} beside it)"
            : there is not null ? Instead(there) : Dangling(candidates) ?? $"there is no run \"{run}\", here or in {results}",
            Hint: there is not null && Runs(there) is { Count: > 0 } inside ? $"Next: name one of them: {Latest(inside)}" : Known(results)));
    }

    /// <summary>What a folder is that holds no <c>run.json</c>.</summary>
    private static string Instead(string folder)
    {
        if (Directory.EnumerateFileSystemEntries(folder).FirstOrDefault() is null) return $"{folder} is empty: no run has written its {RunFile} there";
        if (Runs(folder).Count is > 0 and var count) return $"{folder} is not the folder of a run, but holds {count}";
        var left = Traces.Where(name => Path.Exists(Path.Combine(folder, name))).ToArray();
        return left.Length > 0
            ? $"{folder} holds {string.Join(", ", left)} of a run, but not its {RunFile}, without which it cannot be judged: it was deleted, or the run ended before it could write it"
            : $"{folder} is not the folder of a run (it holds no {RunFile})";
    }

    private static string? Dangling(string[] candidates) => candidates
        .Select(candidate => (Name: candidate, Target: new FileInfo(candidate).LinkTarget))
        .Where(link => link.Target is not null)
        .Select(link => $"{link.Name} points to {link.Target}, which is not there any more")
        .FirstOrDefault();

    private static string Known(string results) => Directory.Exists(results) && Runs(results) is { Count: > 0 } runs
        ? $"The runs in {results}: {Latest(runs)}"
        : "Next: faultline stress or faultline test makes a run; or name the folder of one, wherever it is";

    private static List<string> Runs(string folder) =>
        [.. Directory.GetDirectories(folder).Where(d => new DirectoryInfo(d).LinkTarget is null && File.Exists(Path.Combine(d, RunFile))).Select(d => Path.GetFileName(d)!)];

    private static string Latest(List<string> runs) => string.Join(", ", runs.Order(StringComparer.Ordinal).TakeLast(MostNamed));
}
