using System.Text.Json;

namespace Faultline.Cli.Terminal;

/// <summary>A result for machines: text exactly as it is, escaped as JSON does, past what is done for people's eyes.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Compact = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true };

    /// <summary>Writes one value and a line end to standard output.</summary>
    public static void Write<T>(T value, bool indented = true)
    {
        var output = StandardStreams.Output;
        JsonSerializer.Serialize(output, value, indented ? Indented : Compact);
        output.Write("\n"u8);
    }
}
