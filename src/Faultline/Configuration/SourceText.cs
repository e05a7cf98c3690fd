using System.Text;

namespace Faultline.Configuration;

/// <summary>The UTF-8 text of a configuration, without byte order mark, and the places in it.</summary>
internal sealed class SourceText(string file, byte[] bytes)
{
    /// <summary>The most characters of a line that are shown.</summary>
    public const int ExcerptLength = 100;

    // In characters: how far around a place is looked for what may be shown of it.
    private const int Near = 4096;

    /// <summary>Name of the file, as the user gave it.</summary>
    public string File { get; } = file;

    /// <summary>The text.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Length in bytes.</summary>
    public int Length => bytes.Length;

    /// <summary>The byte at an offset, or 0 at the end.</summary>
    public byte this[int offset] => offset < bytes.Length ? bytes[offset] : (byte)0;

    /// <summary>Line and column of a byte; a column is a character, however many bytes it takes.</summary>
    public ConfigPlace At(int offset)
    {
        var before = Bytes[..offset];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        var rest = Bytes[lineStart..].IndexOf((byte)'\n');
        var line = rest < 0 ? Bytes[lineStart..] : Bytes.Slice(lineStart, rest);
        return new ConfigPlace(
            before.Count((byte)'\n') + 1,
            Characters(before[lineStart..]) + 1,
            Excerpt(Encoding.UTF8.GetString(line), Encoding.UTF8.GetCharCount(before[lineStart..])));
    }

    /// <summary>A text without secrets cut to a length, with an ellipsis where something is left out.</summary>
    public static string Cut(string text, int length)
    {
        // Before it is cut: half a secret is no longer known for what it is.
        var shown = UrlText.WithoutSecrets(text.Length <= Near ? text : text[..Near]);
        return shown.Length <= length && text.Length <= Near ? shown : string.Concat(shown.AsSpan(0, Math.Min(shown.Length, length - 1)), "…");
    }

    /// <summary>What may be shown of a line around a place: without secrets and control characters, cut to a length.</summary>
    /// <param name="line">The line.</param>
    /// <param name="position">The place, in UTF-16 units from 0.</param>
    public static string Excerpt(string line, int position)
    {
        var near = Math.Max(0, position - Near);
        var shown = UrlText.WithoutSecrets(line[near..Math.Min(line.Length, position + Near)]);
        // As long as what stands before the place, so far as no secret crosses it.
        position = Math.Min(UrlText.WithoutSecrets(line[near..position]).Length, shown.Length);
        var text = string.Create(shown.Length, shown, static (span, source) =>
        {
            for (var i = 0; i < source.Length; i++) span[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });
        var end = text.TrimEnd().Length;
        var start = Math.Min(text.Length - text.TrimStart().Length, end);
        if (end - start <= ExcerptLength) return text[start..end];

        var from = Math.Clamp(position - ExcerptLength / 2, start, end - ExcerptLength);
        var to = from + ExcerptLength;
        return (from > start ? "…" : "") + text[from..to] + (to < end ? "…" : "");
    }

    private static int Characters(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var b in text)
        {
            // Continuation bytes of UTF-8 begin with 10.
            if ((b & 0xC0) != 0x80) count++;
        }

        return count;
    }
}
