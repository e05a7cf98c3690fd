namespace Faultline.Tests;

/// <summary>The repository that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Faultline.slnx"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("no Faultline.slnx above the tests");
        return folder.FullName;
    }
}
