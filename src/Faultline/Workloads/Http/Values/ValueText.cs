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
    public static void Write(long number, IBufferWriter<byte> output)
    {
        Utf8Formatter.TryFormat(number, output.GetSpan(LongestNumber), out var written);
        output.Advance(written);
    }

    /// <summary>Writes bytes as they are.</summary>
    public static void Write(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        bytes.CopyTo(output.GetSpan(bytes.Length));
        output.Advance(bytes.Length);
    }

    /// <summary>Writes a text; half a character becomes U+FFFD.</summary>
    public static void Write(ReadOnlySpan<char> text, TemplateUse use, IBufferWriter<byte> output)
    {
        switch (use)
        {
            case TemplateUse.Path or TemplateUse.Form: WriteEncoded(text, output); break;
            case TemplateUse.Json: WriteJson(text, output); break;
            case TemplateUse.Header or TemplateUse.Text: WritePlain(text, output); break;
        }
    }

    private static void WritePlain(ReadOnlySpan<char> text, IBufferWriter<byte> output) =>
        output.Advance(Encoding.UTF8.GetBytes(text, output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));

    private static void WriteEncoded(ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExcept(Unreserved);
            if (plain < 0) plain = text.Length;
            if (plain > 0) WritePlain(text[..plain], output);
            text = text[plain..];
            if (text.IsEmpty) return;

            Rune.DecodeFromUtf16(text, out var rune, out var length);
            Span<byte> bytes = stackalloc byte[4];
            foreach (var part in bytes[..rune.EncodeToUtf8(bytes)]) Write([(byte)'%', Hex[part >> 4], Hex[part & 15]], output);
            text = text[length..];
        }
    }

    private static void WriteJson(ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(JsonEscaped);
            if (plain < 0) plain = text.Length;
            if (plain > 0) WritePlain(text[..plain], output);
            text = text[plain..];
            if (text.IsEmpty) return;

            if (text[0] is '"' or '\\') Write([(byte)'\\', (byte)text[0]], output);
            else Write([(byte)'\\', (byte)'u', (byte)'0', (byte)'0', Hex[text[0] >> 4], Hex[text[0] & 15]], output);
            text = text[1..];
        }
    }
}
