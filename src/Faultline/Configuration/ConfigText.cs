using System.Text;
using System.Text.Json;

namespace Faultline.Configuration;

/// <summary>Reads a JSON file, with comments and trailing commas allowed, into values that know where they stand.</summary>
internal sealed class ConfigText
{
    private const long LargestBytes = 4 * 1024 * 1024;
    private readonly string _file;
    private readonly byte[] _bytes;
    private readonly List<int> _lineStarts = [0];

    private ConfigText(string file, byte[] bytes)
    {
        (_file, _bytes) = (file, bytes);
        for (var i = 0; i < bytes.Length; i++)
            if (bytes[i] == '\n') _lineStarts.Add(i + 1);
    }

    /// <summary>Reads a file. Throws <see cref="ConfigurationException"/> where it cannot be read or is not JSON.</summary>
    /// <param name="path">The file.</param>
    /// <param name="missing">What to do where it is missing, or null.</param>
    public static ConfigNode Read(string path, string? missing = null)
    {
        byte[] bytes;
        try
        {
            if (Directory.Exists(path)) throw new ConfigurationException(new ConfigurationError($"{path} is a folder, not a file"));
            if (!File.Exists(path)) throw new ConfigurationException(new ConfigurationError($"{path} does not exist", Hint: missing));
            if (new FileInfo(path).Length > LargestBytes) throw new ConfigurationException(new ConfigurationError($"{path} is too large for a configuration"));
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(new ConfigurationError($"{path} cannot be read ({e.Message.TrimEnd('.')})"));
        }

        return Parse(path, bytes);
    }

    /// <summary>Reads a text that came from a file.</summary>
    public static ConfigNode Parse(string file, ReadOnlySpan<byte> utf8)
    {
        var text = new ConfigText(file, utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[3..].ToArray() : utf8.ToArray());
        var reader = new Utf8JsonReader(text._bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            reader.Read();
            var node = text.Value(ref reader);
            reader.Read();
            return node;
        }
        catch (JsonException e)
        {
            var line = (int)(e.LineNumber ?? 0);
            var start = text._lineStarts[Math.Min(line, text._lineStarts.Count - 1)];
            var position = text.At(start + (int)(e.BytePositionInLine ?? 0));
            throw new ConfigurationException(position.Error(
                text.Blank ? $"{file} is empty" : $"{file} is not valid JSON: {Reason(e)}"));
        }
    }

    private bool Blank => _bytes.All(b => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n');

    private ConfigNode Value(ref Utf8JsonReader reader)
    {
        var position = At((int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new List<ConfigMember>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var (key, at) = (Text(in reader), At((int)reader.TokenStartIndex));
                    reader.Read();
                    members.Add(new ConfigMember(key, at, Value(ref reader)));
                }

                return new ConfigNode(JsonValueKind.Object, position) { Members = members };
            case JsonTokenType.StartArray:
                var items = new List<ConfigNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Value(ref reader));
                return new ConfigNode(JsonValueKind.Array, position) { Items = items };
            case JsonTokenType.String:
                return new ConfigNode(JsonValueKind.String, position) { Text = Text(in reader) };
            case JsonTokenType.Number:
                return new ConfigNode(JsonValueKind.Number, position) { Number = reader.GetDouble() };
            case JsonTokenType.True:
                return new ConfigNode(JsonValueKind.True, position);
            case JsonTokenType.False:
                return new ConfigNode(JsonValueKind.False, position);
            default:
                return new ConfigNode(JsonValueKind.Null, position);
        }
    }

    /// <summary>The text of a token; the parser lets half characters and bytes that are no UTF-8 pass until they are asked for.</summary>
    private string Text(in Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new ConfigurationException(At((int)reader.TokenStartIndex).Error($"{_file} is not valid JSON: the text here holds half a character or bytes that are not UTF-8"));
        }
    }

    private ConfigPosition At(int index)
    {
        var line = _lineStarts.BinarySearch(Math.Min(index, _bytes.Length));
        if (line < 0) line = ~line - 1;
        var start = _lineStarts[line];
        var end = line + 1 < _lineStarts.Count ? _lineStarts[line + 1] : _bytes.Length;
        var column = Encoding.UTF8.GetCharCount(_bytes.AsSpan(start, Math.Min(index, _bytes.Length) - start)) + 1;
        return new ConfigPosition(_file, line + 1, column, Encoding.UTF8.GetString(_bytes.AsSpan(start, end - start)).TrimEnd());
    }

    /// <summary>The parser's reason, without the position that it repeats.</summary>
    private static string Reason(JsonException e)
    {
        var position = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (position < 0 ? e.Message : e.Message[..position]).TrimEnd('.');
    }
}
