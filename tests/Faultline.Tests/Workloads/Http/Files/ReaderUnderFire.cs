using System.Text;
using Faultline.Configuration;
using Faultline.Workloads.Http.Files;

namespace Faultline.Tests.Workloads.Http.Files;

/// <summary>Gives a reader texts of any sort: it takes them, or says at a place inside the file what is wrong.</summary>
internal static class ReaderUnderFire
{
    /// <summary>The texts that mutated ones begin as.</summary>
    public static IReadOnlyList<string> Valid { get; } = [.. ExperimentFile.StarterFiles.Values.Select(f => f.Text)];

    /// <summary>What the reader does wrong with a text, or null; whether it took the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">A file that it may be written to.</param>
    public static (string? Fault, bool IsTaken) Fire(string text, string path)
    {
        File.WriteAllText(path, text, Encoding.UTF8);
        try
        {
            ExperimentFile.Read(path, _ => null);
            return (null, true);
        }
        catch (ConfigurationException e)
        {
            // What cannot be written in UTF-8 was replaced.
            var lines = File.ReadAllText(path).Split('\n');
            var outside = e.Errors.FirstOrDefault(x => !IsInside(x, lines));
            return (outside is null ? null : $"{outside.Line},{outside.Column} is outside: {outside.Message}", false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return ($"{e}", false);
        }
    }

    // A whole file that is blank or too large has no place.
    private static bool IsInside(ConfigurationError error, string[] lines) =>
        (error.Line == 0 && error.Message.StartsWith("the file ", StringComparison.Ordinal))
        || (error.Line >= 1 && error.Line <= lines.Length && error.Column >= 1 && error.Column <= lines[error.Line - 1].Length + 1);
}
