using System.Text.Json;

namespace Faultline.Workloads.Http.Values;

/// <summary>What came of looking a path up.</summary>
internal enum WalkEnd
{
    /// <summary>There is at least one match; or none below a <c>*</c> that had something to go through.</summary>
    Found,

    /// <summary>There is no match.</summary>
    Missing,

    /// <summary>A member on the path stands twice.</summary>
    Ambiguous,

    /// <summary>It is no JSON, or not all of it.</summary>
    NotJson,
}

/// <summary>Is shown each match.</summary>
internal interface IMatchVisitor
{
    /// <summary>Looks at a match; the reader stands on its first token and must be left there.</summary>
    void Visit(ref Utf8JsonReader reader, ReadOnlySpan<byte> json);
}

/// <summary>Goes through JSON along a path, to its end: what is cut off is no JSON, even where the match came before the cut.</summary>
internal ref struct JsonWalk
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    private readonly ReadOnlySpan<byte> _json;
    private int _matches;
    private bool _isAmbiguous;
    private bool _hasList;

    private JsonWalk(ReadOnlySpan<byte> json) => _json = json;

    /// <summary>Shows all matches to a visitor; allocates nothing where the JSON is whole.</summary>
    public static WalkEnd Run<T>(ReadOnlySpan<byte> json, ReadOnlySpan<PathSegment> path, ref T visitor)
        where T : struct, IMatchVisitor
    {
        // Most answers without JSON are empty, and an exception costs as much as a hundred walks.
        if (json.IsEmpty) return WalkEnd.NotJson;

        var walk = new JsonWalk(json);
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            reader.Read();
            walk.Value(ref reader, path, ref visitor);
            while (reader.Read())
            {
                // The rest is read for its errors alone.
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text that is no UTF-8, or half a character as an escape.
            return WalkEnd.NotJson;
        }

        if (walk._isAmbiguous) return WalkEnd.Ambiguous;
        return walk._matches > 0 || walk._hasList ? WalkEnd.Found : WalkEnd.Missing;
    }

    private void Value<T>(ref Utf8JsonReader reader, ReadOnlySpan<PathSegment> path, ref T visitor)
        where T : struct, IMatchVisitor
    {
        if (path.IsEmpty)
        {
            _matches++;
            visitor.Visit(ref reader, _json);
            reader.Skip();
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            Members(ref reader, path, ref visitor);
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            Elements(ref reader, path, ref visitor);
        }
    }

    private void Members<T>(ref Utf8JsonReader reader, ReadOnlySpan<PathSegment> path, ref T visitor)
        where T : struct, IMatchVisitor
    {
        var segment = path[0];
        var isSeen = false;
        _hasList |= segment.IsWildcard;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isNamed = segment.Name is not null && reader.ValueTextEquals(segment.Name);
            _isAmbiguous |= isNamed && isSeen;
            isSeen |= isNamed;
            reader.Read();
            if (isNamed || segment.IsWildcard) Value(ref reader, path[1..], ref visitor);
            else reader.Skip();
        }
    }

    private void Elements<T>(ref Utf8JsonReader reader, ReadOnlySpan<PathSegment> path, ref T visitor)
        where T : struct, IMatchVisitor
    {
        var segment = path[0];
        _hasList |= segment.IsWildcard;
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
            if (segment.IsWildcard || segment.Index == index) Value(ref reader, path[1..], ref visitor);
            else reader.Skip();
    }
}
