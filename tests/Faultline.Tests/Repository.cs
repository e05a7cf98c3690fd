namespace Faultline.Tests;

/// <summary>The sources that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds <c>Faultline.slnx</c>.</summary>
    public static string Root { get; } = Find();

    /// <summary>Source files of a folder, relative to the root, in order; what a build made is none.</summary>
    public static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f))
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .Order(StringComparer.Ordinal);

    /// <summary>The text of a file.</summary>
    public static string Text(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>Fails with every line where there is one.</summary>
    public static void None(IEnumerable<string> violations)
    {
        var all = violations.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (all.Length > 0) Assert.Fail(string.Join('\n', all));
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Faultline.slnx"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("no Faultline.slnx above the tests");
        return folder.FullName;
    }
}
