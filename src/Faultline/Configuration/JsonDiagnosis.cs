using System.Text;
using System.Text.Json;

namespace Faultline.Configuration;

/// <summary>
/// Says in a reader's words why a text is no JSON, by looking again at what stands after the last good token.
/// </summary>
internal sealed class JsonDiagnosis(SourceText source)
{
    private const string NotClosed = "the string that begins here is not closed in its line";

    /// <summary>What is wrong after a token.</summary>
    /// <param name="from">End of the last good token, in bytes.</param>
    /// <param name="last">What it was.</param>
    /// <param name="open">Offsets of the brackets that are open there, the innermost first.</param>
    public ConfigurationError Explain(int from, JsonTokenType last, Stack<int> open)
    {
        var at = from;
        if (SkipBlanks(ref at) is { } comment) return comment;

        var inObject = open.Count > 0 && source[open.Peek()] == '{';
        var isFirst = last is JsonTokenType.None or JsonTokenType.PropertyName or JsonTokenType.StartObject or JsonTokenType.StartArray;
        if (!isFirst)
        {
            if (open.Count == 0) return Error(at, $"nothing may follow the closing \"{(char)source[from - 1]}\", but {Found(at)} stands here");
            if (source[at] != ',') return Expected(at, inObject ? "\",\" or \"}\"" : "\",\" or \"]\"", open);

            at++;
            if (SkipBlanks(ref at) is { } between) return between;
        }

        return inObject && last != JsonTokenType.PropertyName ? Key(at, open) : Value(at, inObject, open);
    }

    /// <summary>The brackets are nested beyond the limit.</summary>
    public ConfigurationError TooDeep(int from, int limit) => Error(from, $"this is nested more than {limit} levels deep");

    private ConfigurationError Key(int at, Stack<int> open)
    {
        if (source[at] != '"') return Expected(at, "a key in double quotes or \"}\"", open);

        var end = at;
        if (SkipString(ref end) is { } broken) return broken;

        var key = Encoding.UTF8.GetString(source.Bytes[at..end]);
        return SkipBlanks(ref end) ?? Expected(end, $"\":\" after the key {SourceText.Cut(key, 60)}", open);
    }

    private ConfigurationError Value(int at, bool inObject, Stack<int> open)
    {
        var first = (char)source[at];
        if (first == '"' && SkipString(ref at) is { } broken) return broken;
        if (first == '\'') return Error(at, "a string stands in double quotes, not in single ones");

        var word = Word(at);
        if (char.IsAsciiDigit(first) || first is '-' or '+' or '.')
        {
            // The reader cannot end a number at the end of the file while something is open: the number itself is right.
            var end = at + Encoding.UTF8.GetByteCount(word);
            return end == source.Length && IsNumber(at) ? Expected(end, inObject ? "\",\" or \"}\"" : "\",\" or \"]\"", open) : Error(at, $"\"{word}\" is not a number as JSON writes it", "Write it like 30 or 0.5.");
        }

        if (word.ToUpperInvariant() is "TRUE" or "FALSE" or "NULL")
            return Error(at, $"\"{word}\" is unknown", $"Write {word.ToLowerInvariant()} in small letters.");
        if (word.Length > 0) return Error(at, $"\"{word}\" is not a value", "A text stands in double quotes.");

        return Expected(at, inObject || open.Count == 0 ? "a value" : "a value or \"]\"", open);
    }

    private ConfigurationError Expected(int at, string what, Stack<int> open)
    {
        if (at < source.Length) return Error(at, $"expected {what}, but {Found(at)} stands here");
        if (open.Count == 0) return Error(End(), $"expected {what}, but the file ends here");

        var start = open.Peek();
        var (name, closing) = source[start] == '{' ? ("object", "}") : ("list", "]");
        return Error(End(), $"the file ends here, but the {name} that opens in line {source.At(start).Line} is not closed", $"Expected {what}; \"{closing}\" closes it.");
    }

    private bool IsNumber(int at)
    {
        try
        {
            var reader = new Utf8JsonReader(source.Bytes[at..]);
            return reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Blank lines at the end say nothing to a reader: the place is where the text stops.
    private int End() => source.Bytes.LastIndexOfAnyExcept(" \t\r\n"u8) + 1;

    private string Found(int at)
    {
        if (Word(at) is { Length: > 0 } word) return $"\"{word}\"";

        Rune.DecodeFromUtf8(source.Bytes[at..], out var rune, out _);
        return source[at] == '"' ? "a string" : $"\"{rune}\"";
    }

    private string Word(int at)
    {
        var end = at;
        while (char.IsAsciiLetterOrDigit((char)source[end]) || source[end] is (byte)'_' or (byte)'-' or (byte)'+' or (byte)'.') end++;
        return SourceText.Cut(Encoding.UTF8.GetString(source.Bytes[at..end]), 40);
    }

    private ConfigurationError? SkipBlanks(ref int at)
    {
        while (at < source.Length)
        {
            if (source[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                at++;
                continue;
            }

            if (source[at] != '/') return null;

            var (opening, closing) = source[at + 1] switch
            {
                (byte)'/' => (2, "\n"),
                (byte)'*' => (2, "*/"),
                _ => (0, ""),
            };
            if (opening == 0) return Error(at, "a comment begins with \"//\" or \"/*\"");

            var length = source.Bytes[(at + opening)..].IndexOf(Encoding.UTF8.GetBytes(closing));
            if (length < 0 && closing == "*/") return Error(at, "the comment that begins here is not closed", "\"*/\" closes it.");

            at = length < 0 ? source.Length : at + opening + length + closing.Length;
        }

        return null;
    }

    private ConfigurationError? SkipString(ref int offset)
    {
        var (start, at) = (offset, offset + 1);
        for (; source[at] != '"'; at++)
        {
            if (at >= source.Length || source[at] is (byte)'\n' or (byte)'\r') return Error(start, NotClosed);
            if (source[at] < 0x20) return Error(at, source[at] == '\t' ? "a tab in a string is written \\t" : "a control character must not stand in a string");
            if (source[at] != '\\') continue;

            at++;
            if (at >= source.Length) return Error(start, NotClosed);
            if (source[at] == 'u' && !Enumerable.Range(at + 1, 4).All(i => char.IsAsciiHexDigit((char)source[i])))
                return Error(at - 1, "four hexadecimal digits must follow \\u");
            if (!"\"\\/bfnrtu"u8.Contains(source[at])) return Error(at - 1, "this escape is unknown", "A backslash itself is written \\\\.");
        }

        offset = at + 1;
        return null;
    }

    private ConfigurationError Error(int at, string message, string? hint = null)
    {
        var place = source.At(at);
        return new ConfigurationError(message, source.File, place.Line, place.Column, place.Excerpt, hint);
    }
}
