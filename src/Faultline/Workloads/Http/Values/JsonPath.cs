namespace Faultline.Workloads.Http.Values;

/// <summary>A path into JSON: <c>$.a.b[0].c</c>, <c>$.*.x</c>, <c>$.items.0</c>. Numbers never become doubles.</summary>
internal sealed class JsonPath
{
    /// <summary>As it was written.</summary>
    public string Source => throw new NotImplementedException();

    /// <summary>Reads a path.</summary>
    /// <exception cref="ValueSyntaxException">It is none.</exception>
    public static JsonPath Parse(string text) => throw new NotImplementedException();

    /// <summary>The first match as text (a string unescaped, a number as written, true, false), or null where there is none.</summary>
    public string? Text(ReadOnlySpan<byte> json) => throw new NotImplementedException();

    /// <summary>The first match as a whole number of the smallest unit; null where there is none or it is no such number.</summary>
    /// <param name="json">The answer.</param>
    /// <param name="scale">Decimal places: with 2, <c>12.30</c> and <c>"12.30"</c> are 1230, and <c>12.345</c> is null.</param>
    public long? Number(ReadOnlySpan<byte> json, int scale = 0) => throw new NotImplementedException();

    /// <summary>Ranges of all matches in the JSON, in their order, for instance the elements of a list.</summary>
    public IReadOnlyList<Range> Matches(ReadOnlySpan<byte> json) => throw new NotImplementedException();
}
