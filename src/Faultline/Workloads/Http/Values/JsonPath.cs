namespace Faultline.Workloads.Http.Values;

/// <summary>
/// A path into JSON: <c>$.a.b[0].c</c>, <c>$.*.x</c>, <c>$.items.0</c>, <c>$['any name']</c>. Numbers never become doubles. JSON that is not
/// whole, and a member on a path without <c>*</c> that stands twice in its map, hold nothing: either would be a guess.
/// </summary>
internal sealed class JsonPath
{
    private readonly PathSegment[] _segments;

    /// <param name="source">As it was written.</param>
    /// <param name="segments">Its steps.</param>
    internal JsonPath(string source, PathSegment[] segments) => (Source, _segments) = (source, segments);

    /// <summary>As it was written.</summary>
    public string Source { get; }

    /// <summary>Whether it is all of the JSON.</summary>
    public bool IsRoot => _segments.Length == 0;

    /// <summary>Whether it may match more than one value.</summary>
    public bool HasWildcard => _segments.Any(s => s.IsWildcard);

    /// <summary>Its steps.</summary>
    internal ReadOnlySpan<PathSegment> Segments => _segments;

    /// <summary>Reads a path.</summary>
    /// <exception cref="ValueSyntaxException">It is none.</exception>
    public static JsonPath Parse(string text) => JsonPathParser.Read(text);

    /// <summary>The first match as text (a string unescaped, a number as written, true, false), or null where there is none.</summary>
    public string? Text(ReadOnlySpan<byte> json)
    {
        var first = new FirstText();
        return JsonWalk.Run(json, _segments, ref first) == WalkEnd.Found ? first.Text : null;
    }

    /// <summary>The first match as a whole number of the smallest unit; null where there is none or it is no such number.</summary>
    /// <param name="json">The answer.</param>
    /// <param name="scale">Decimal places: with 2, <c>12.30</c> and <c>"12.30"</c> are 1230, and <c>12.345</c> is null.</param>
    public long? Number(ReadOnlySpan<byte> json, int scale = 0)
    {
        var first = new FirstNumber(scale);
        return JsonWalk.Run(json, _segments, ref first) == WalkEnd.Found ? first.Number : null;
    }

    /// <summary>The first match as a value, which is a number only where JSON writes a whole one; null where there is none.</summary>
    public Value? Find(ReadOnlySpan<byte> json)
    {
        var first = new FirstValue();
        return JsonWalk.Run(json, _segments, ref first) == WalkEnd.Found ? first.Match : null;
    }

    /// <summary>Whether the first match equals a literal; null where there is none.</summary>
    public bool? IsEqual(ReadOnlySpan<byte> json, Literal literal)
    {
        var first = new Compared(literal);
        return JsonWalk.Run(json, _segments, ref first) == WalkEnd.Found ? first.IsEqual : null;
    }

    /// <summary>Ranges of all matches in the JSON, in their order, for instance the elements of a list (<c>$.items.*</c>).</summary>
    public IReadOnlyList<Range> Matches(ReadOnlySpan<byte> json)
    {
        var all = new AllRanges();
        return JsonWalk.Run(json, _segments, ref all) == WalkEnd.Found ? all.Ranges : [];
    }

    /// <summary>The same path, and then each of what it leads to, where it has no <c>*</c> yet.</summary>
    public JsonPath Elements() => HasWildcard ? this : new JsonPath(Source, [.. _segments, PathSegment.All]);
}
