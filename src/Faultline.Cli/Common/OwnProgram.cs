using System.Reflection;

namespace Faultline.Cli.Common;

/// <summary>How the tool runs itself as another process.</summary>
internal static class OwnProgram
{
    /// <summary>The executable, and what comes before its arguments.</summary>
    public static IReadOnlyList<string> Command { get; } = Find(Environment.ProcessPath!, Assembly.GetExecutingAssembly().Location);

    // Run by the dotnet host the entry is our assembly; run as an executable of its own it is that executable.
    private static string[] Find(string executable, string assembly) =>
        Path.GetFileNameWithoutExtension(executable) == "dotnet" ? [executable, assembly] : [executable];
}
