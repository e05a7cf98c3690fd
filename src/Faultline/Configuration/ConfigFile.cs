using System.Text;

namespace Faultline.Configuration;

/// <summary>Reads a configuration file in UTF-8: JSON with comments and trailing commas.</summary>
internal static class ConfigFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The file as a tree of values with their places.</summary>
    /// <param name="path">Where it is; errors name it so.</param>
    /// <param name="missingHint">What to do where there is no such file.</param>
    /// <exception cref="ConfigurationException">It cannot be read or is no JSON.</exception>
    public static ConfigNode Read(string path, string? missingHint = null) => ConfigParser.Parse(Source(path, missingHint));

    /// <summary>The text of a file, which is UTF-8 and not blank.</summary>
    /// <param name="path">Where it is; errors name it so.</param>
    /// <param name="missingHint">What to do where there is no such file.</param>
    /// <exception cref="ConfigurationException">It cannot be read, or is no such text.</exception>
    public static SourceText Source(string path, string? missingHint)
    {
        var bytes = Bytes(path, missingHint);
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) throw Unreadable(path, "is UTF-16 text", "Save it as UTF-8.");

        if (bytes is [0xEF, 0xBB, 0xBF, ..]) bytes = bytes[3..];
        var source = new SourceText(path, bytes);
        try
        {
            Strict.GetCharCount(bytes);
        }
        catch (DecoderFallbackException e)
        {
            var place = source.At(Math.Max(0, e.Index));
            throw new ConfigurationException(new ConfigurationError(
                "this is not UTF-8 text", path, place.Line, place.Column, place.Excerpt, "Save the file as UTF-8."));
        }

        return bytes.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) < 0 ? throw Unreadable(path, "is empty", missingHint) : source;
    }

    private static byte[] Bytes(string path, string? missingHint)
    {
        if (Directory.Exists(path)) throw Unreadable(path, "is a folder, not a file", null);

        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unreadable(path, "does not exist", missingHint);
        }
        catch (UnauthorizedAccessException)
        {
            throw Unreadable(path, "may not be read", "Check its permissions.");
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw Unreadable(path, $"cannot be read ({e.Message})", null);
        }
    }

    private static ConfigurationException Unreadable(string path, string why, string? hint) =>
        new(new ConfigurationError($"the file \"{path}\" {why}", path, Hint: hint));
}
