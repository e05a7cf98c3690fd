using System.Text;
using System.Text.Json;

namespace Faultline.Configuration;

/// <summary>Builds the tree of values; what breaks the grammar is explained by <see cref="JsonDiagnosis"/>.</summary>
internal ref struct ConfigParser
{
    private const int MaxDepth = 64;

    private readonly SourceText _source;
    private readonly Stack<int> _open = new();
    private Utf8JsonReader _reader;
    private JsonTokenType _previous;
    private int _previousEnd;

    private ConfigParser(SourceText source)
    {
        _source = source;
        _reader = new Utf8JsonReader(source.Bytes, new JsonReaderOptions
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = MaxDepth,
        });
    }

    /// <summary>The whole text as one value.</summary>
    public static ConfigNode Parse(SourceText source)
    {
        var parser = new ConfigParser(source);
        try
        {
            parser.Next();
            var root = parser.Value();
            parser.Next();
            return root;
        }
        catch (JsonException)
        {
            var diagnosis = new JsonDiagnosis(source);
            var error = parser._open.Count >= MaxDepth
                ? diagnosis.TooDeep(parser._previousEnd, MaxDepth)
                : diagnosis.Explain(parser._previousEnd, parser._previous, parser._open);
            throw new ConfigurationException(error);
        }
    }

    private void Next()
    {
        _previous = _reader.TokenType;
        _previousEnd = (int)_reader.BytesConsumed;
        _reader.Read();
    }

    private ConfigNode Value()
    {
        var place = Place();
        return _reader.TokenType switch
        {
            JsonTokenType.StartObject => new ConfigNode(ConfigKind.Object, place) { Properties = Properties() },
            JsonTokenType.StartArray => new ConfigNode(ConfigKind.List, place) { Items = Items() },
            JsonTokenType.String => new ConfigNode(ConfigKind.Text, place) { Text = Text() },
            JsonTokenType.Number => new ConfigNode(ConfigKind.Number, place) { Text = Raw(), Number = _reader.GetDouble() },
            JsonTokenType.Null => new ConfigNode(ConfigKind.Null, place) { Text = Raw() },
            _ => new ConfigNode(ConfigKind.Boolean, place) { Text = Raw() },
        };
    }

    private List<ConfigProperty> Properties()
    {
        var properties = new List<ConfigProperty>();
        _open.Push((int)_reader.TokenStartIndex);
        for (Next(); _reader.TokenType != JsonTokenType.EndObject; Next())
        {
            var (name, place) = (Text(), Place());
            Next();
            properties.Add(new ConfigProperty(name, place, Value()));
        }

        _open.Pop();
        return properties;
    }

    private List<ConfigNode> Items()
    {
        var items = new List<ConfigNode>();
        _open.Push((int)_reader.TokenStartIndex);
        for (Next(); _reader.TokenType != JsonTokenType.EndArray; Next()) items.Add(Value());

        _open.Pop();
        return items;
    }

    private readonly ConfigPlace Place() => _source.At((int)_reader.TokenStartIndex);

    private readonly string Raw() => Encoding.UTF8.GetString(_reader.ValueSpan);

    private readonly string Text()
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape: the grammar allows it, no text holds it.
            return Raw();
        }
    }
}
