using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Faultline.Configuration;

/// <summary>
/// Builds the tree of values from YAML: aliases are the values that they name, keys are texts, and keys that stand twice are kept
/// for the reader to tell.
/// </summary>
internal sealed class YamlParser
{
    private const int MaxDepth = 64;

    // An alias costs what it names: nine lines of aliases can stand for a thousand million values.
    private const int MostNodes = 10_000;

    private readonly string _path;
    private readonly string _text;
    private readonly TextPlaces _places;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly Dictionary<string, (ConfigNode Node, int Size)> _anchors = new(StringComparer.Ordinal);
    private int _nodes;
    private int _depth;

    /// <param name="path">The file, as errors name it.</param>
    /// <param name="text">Its text.</param>
    /// <param name="places">Places in the text.</param>
    public YamlParser(string path, string text, TextPlaces places)
    {
        (_path, _text, _places) = (path, text, places);
        _scanner = new Scanner(new StringReader(text));
        _parser = new Parser(_scanner);
    }

    /// <summary>The one document of the text.</summary>
    /// <exception cref="ConfigurationException">It is no YAML.</exception>
    public ConfigNode Document()
    {
        try
        {
            Next();
            if (Next() is StreamEnd) throw YamlDiagnosis.Error(_path, _places.At(_text.Length), "there are comments here, and nothing else");

            Next();
            var root = Value();
            Next();
            if (Next() is not StreamEnd and var other)
                throw Error(other, "a second document begins here", "One file holds one experiment.");

            return root;
        }
        catch (YamlException e)
        {
            throw YamlDiagnosis.Explain(_path, _text, _places, e);
        }
    }

    private ParsingEvent Next()
    {
        try
        {
            _parser.MoveNext();
        }
        catch (InvalidOperationException e)
        {
            // The library's scanner ends so where a key follows a bracket that is not closed.
            throw new YamlException(_scanner.CurrentPosition, _scanner.CurrentPosition, "something is not closed before this place", e);
        }

        return _parser.Current!;
    }

    /// <summary>The value that the current event begins; the current event is its last afterwards.</summary>
    private ConfigNode Value()
    {
        var (first, before) = (_parser.Current!, _nodes);
        if (first is AnchorAlias alias) return Named(alias);

        Count(1, first);
        var node = first switch
        {
            MappingStart => Nested(first, ConfigKind.Object),
            SequenceStart => Nested(first, ConfigKind.List),
            Scalar scalar => Scalar(scalar),
            // The library lets a key pass that has no value and whose line goes on.
            _ => throw Error(first, "a value is missing before this place"),
        };
        if (first is NodeEvent { Anchor.IsEmpty: false } named) _anchors[named.Anchor.Value] = (node, _nodes - before);
        return node;
    }

    private ConfigNode Named(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var named))
            throw Error(alias, $"the alias *{SourceText.Cut(alias.Value.Value, 60)} names nothing that stands before it");

        Count(named.Size, alias);
        return named.Node;
    }

    private ConfigNode Nested(ParsingEvent first, ConfigKind kind)
    {
        NoTag((NodeEvent)first);
        if (++_depth > MaxDepth) throw Error(first, $"this is nested more than {MaxDepth} levels deep");

        var node = new ConfigNode(kind, Place(first));
        node = kind == ConfigKind.Object ? node with { Properties = Properties() } : node with { Items = Items() };
        _depth--;
        return node;
    }

    private List<ConfigProperty> Properties()
    {
        var properties = new List<ConfigProperty>();
        while (Next() is not MappingEnd and var key)
        {
            if (key is not Scalar name) throw Error(key, "a key must be a text");
            if (name is { Value: "<<", Style: ScalarStyle.Plain }) throw Error(key, "maps are not merged by <<", "Write the keys out, or name a whole value by an alias.");

            Next();
            properties.Add(new ConfigProperty(name.Value, Place(key), Value()));
        }

        return properties;
    }

    private List<ConfigNode> Items()
    {
        var items = new List<ConfigNode>();
        while (Next() is not SequenceEnd) items.Add(Value());
        return items;
    }

    private ConfigNode Scalar(Scalar scalar)
    {
        var isPlain = scalar.Style == ScalarStyle.Plain;
        var isString = !scalar.Tag.IsEmpty && scalar.Tag.Value == "tag:yaml.org,2002:str";
        if (!isString) NoTag(scalar);

        var (kind, number) = isPlain && !isString ? YamlScalar.Of(scalar.Value) : (ConfigKind.Text, 0);
        return new ConfigNode(kind, Place(scalar))
        {
            Text = kind == ConfigKind.Null && scalar.Value.Length == 0 ? "nothing" : scalar.Value,
            TextColumn = kind == ConfigKind.Null ? 0 : TextColumn(scalar, isPlain),
            Number = number,
        };
    }

    private int TextColumn(Scalar scalar, bool isPlain)
    {
        var start = (int)Math.Clamp(scalar.Start.Index, 0, _text.Length) + (isPlain ? 0 : 1);
        var isWritten = !scalar.Value.Contains('\n', StringComparison.Ordinal) && string.CompareOrdinal(_text, start, scalar.Value, 0, scalar.Value.Length) == 0;
        return isWritten ? _places.At(start).Column : 0;
    }

    private void NoTag(NodeEvent node)
    {
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific) throw Error(node, "a tag (!…) says nothing here", "Leave it out; a text that looks like a number stands in quotes.");
    }

    private void Count(int nodes, ParsingEvent at)
    {
        _nodes += nodes;
        if (_nodes > MostNodes) throw Error(at, $"the file holds more than {MostNodes} values here, those that aliases stand for included");
    }

    private ConfigPlace Place(ParsingEvent at) => _places.At(at.Start.Index);

    private ConfigurationException Error(ParsingEvent at, string message, string? hint = null) => YamlDiagnosis.Error(_path, Place(at), message, hint);
}
