using System.Text;
using System.Text.Json;

namespace Faultline.Workloads.Http.Values;

/// <summary>What the token under a reader is, where it is no map and no list.</summary>
internal static class JsonScalar
{
    // In bytes, of a number in quotes that is written with escapes.
    private const int LongestEscaped = 128;

    /// <summary>A string unescaped, a number as written, true or false; null for anything else.</summary>
    public static string? Text(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => null,
    };

    /// <summary>A number, also in quotes, as a whole one of the smallest unit; null for anything else.</summary>
    public static long? Number(ref Utf8JsonReader reader, int scale)
    {
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String)) return null;
        if (!reader.ValueIsEscaped) return DecimalText.Read(reader.ValueSpan, scale);
        if (reader.ValueSpan.Length > LongestEscaped) return null;

        Span<byte> unescaped = stackalloc byte[LongestEscaped];
        return DecimalText.Read(unescaped[..reader.CopyString(unescaped)], scale);
    }
}
