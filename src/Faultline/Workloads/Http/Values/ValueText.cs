using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Faultline.Workloads.Http.Values;

/// <summary>Writes values in UTF-8, escaped for where they go; allocates nothing.</summary>
internal static class ValueText
{
    // In bytes: the longest is −9223372036854775808.
    private const int LongestNumber = 20;

    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    private static readonly SearchValues<char> JsonEscaped =
        SearchValues.Create("\"\\" + new string([.. Enumerable.Range(0, 0x20).Select(i => (char)i)]));

    private static ReadOnlySpan<byte> Hex => "0123456789ABCDEF"u8;

    /// <summary>Writes a number, which needs no escape anywhere.</summary>
    public static void Write(long number, ref ByteSink sink)
    {
        Utf8Formatter.TryFormat(number, sink.Room(LongestNumber), out var written);
        sink.Advance(written);
    }

    /// <summary>Writes a text; half a character becomes U+FFFD.</summary>
    public static void Write(ReadOnlySpan<char> text, TemplateUse use, ref ByteSink sink)
    {
        switch (use)
        {
            case TemplateUse.Path or TemplateUse.Form: WriteEncoded(text, ref sink); break;
            case TemplateUse.Json: WriteJson(text, ref sink); break;
            case TemplateUse.Header or TemplateUse.Text: WritePlain(text, ref sink); break;
        }
    }

    /// <summary>Bytes of a text.</summary>
    public static byte[] Bytes(ReadOnlySpan<char> text, TemplateUse use)
    {
        var output = new ArrayBufferWriter<byte>();
        var sink = new ByteSink(output);
        Write(text, use, ref sink);
        sink.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static void WritePlain(ReadOnlySpan<char> text, ref ByteSink sink) =>
        sink.Advance(Encoding.UTF8.GetBytes(text, sink.Room(Encoding.UTF8.GetMaxByteCount(text.Length))));

    private static void WriteEncoded(ReadOnlySpan<char> text, ref ByteSink sink)
    {
        Span<byte> bytes = stackalloc byte[4];
        for (var plain = text.IndexOfAnyExcept(Unreserved); plain >= 0; plain = text.IndexOfAnyExcept(Unreserved))
        {
            WritePlain(text[..plain], ref sink);
            Rune.DecodeFromUtf16(text[plain..], out var rune, out var length);
            foreach (var part in bytes[..rune.EncodeToUtf8(bytes)]) sink.Write([(byte)'%', Hex[part >> 4], Hex[part & 15]]);
            text = text[(plain + length)..];
        }

        WritePlain(text, ref sink);
    }

    private static void WriteJson(ReadOnlySpan<char> text, ref ByteSink sink)
    {
        for (var plain = text.IndexOfAny(JsonEscaped); plain >= 0; plain = text.IndexOfAny(JsonEscaped))
        {
            WritePlain(text[..plain], ref sink);
            var escaped = text[plain];
            if (escaped is '"' or '\\') sink.Write([(byte)'\\', (byte)escaped]);
            else sink.Write([(byte)'\\', (byte)'u', (byte)'0', (byte)'0', Hex[escaped >> 4], Hex[escaped & 15]]);
            text = text[(plain + 1)..];
        }

        WritePlain(text, ref sink);
    }
}
