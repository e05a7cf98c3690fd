namespace Faultline.IntegrationTests;

/// <summary>What a test needs of the machine.</summary>
internal static class Needs
{
    /// <summary>Leaves the test out where something is not there, or fails it where nothing may be left out (CI=true).</summary>
    public static void Require([System.Diagnostics.CodeAnalysis.DoesNotReturnIf(false)] bool isThere, string missing)
    {
        if (isThere) return;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(missing);
        Assert.Skip(missing);
    }

    /// <summary>Whether a program can be found.</summary>
    public static bool Program(string name) => Find(name) is not null;

    /// <summary>Where the first of some programs that can be found is, or null.</summary>
    public static string? Find(params string[] names) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
}
