using System.Collections.Concurrent;
using System.Text;

namespace Faultline.Histories;

/// <summary>What servers answered, each distinct text once and cut at 1 KiB, so that operations stay small.</summary>
internal sealed class AnswerTexts
{
    /// <summary>Longest text in bytes of UTF-8.</summary>
    public const int LongestBytes = 1024;

    // A server that puts a new id into every error must not fill the memory; beyond this, texts live as long as their operation.
    private const int MostTexts = 10_000;
    private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);

    public string Of(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty) return "";
        var cut = body.Length;
        if (cut > LongestBytes)
        {
            cut = LongestBytes;
            // Not through the middle of a character: a continuation byte is 10xxxxxx.
            while (cut > 0 && (body[cut] & 0xC0) == 0x80) cut--;
        }

        return Of(Encoding.UTF8.GetString(body[..cut]));
    }

    public string Of(string text)
    {
        if (text.Length == 0) return "";
        return _texts.Count < MostTexts ? _texts.GetOrAdd(text, text) : _texts.GetValueOrDefault(text, text);
    }
}
