using System.Text;

namespace Faultline.Configuration;

/// <summary>Reads a configuration file in YAML: one document, UTF-8.</summary>
internal static class YamlFile
{
    // A file that a person writes has some hundred lines.
    private const int MostBytes = 1 << 20;

    /// <summary>The file as a tree of values with their places.</summary>
    /// <param name="path">Where it is; errors name it so.</param>
    /// <param name="missingHint">What to do where there is no such file.</param>
    /// <exception cref="ConfigurationException">It cannot be read or is no YAML.</exception>
    public static ConfigNode Read(string path, string? missingHint = null)
    {
        var source = ConfigFile.Source(path, missingHint);
        return source.Length > MostBytes
            ? throw new ConfigurationException(new ConfigurationError(
                $"the file \"{path}\" is larger than {MostBytes >> 10} KiB", path, Hint: "One file holds one experiment."))
            : Parse(path, Encoding.UTF8.GetString(source.Bytes));
    }

    /// <summary>A text as a tree of values with their places.</summary>
    /// <exception cref="ConfigurationException">It is no YAML.</exception>
    public static ConfigNode Parse(string path, string text)
    {
        var places = new TextPlaces(text);
        if (ControlCharacter(text) is >= 0 and var at) throw YamlDiagnosis.Error(path, places.At(at), "a control character must not stand in the file");
        return new YamlParser(path, text, places).Document();
    }

    private static int ControlCharacter(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsControl(text[i]) && text[i] is not ('\t' or '\n' or '\r' or '\u0085')) return i;
        return -1;
    }
}
