namespace Faultline.Reporting;

/// <summary>Text files that are part of the assembly.</summary>
internal static class EmbeddedText
{
    /// <summary>Reads a file by its name without folder.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly holds no file {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
