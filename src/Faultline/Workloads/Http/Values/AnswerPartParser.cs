using Faultline.Configuration;

namespace Faultline.Workloads.Http.Values;

/// <summary>Reads what part of an answer is meant.</summary>
internal static class AnswerPartParser
{
    private static readonly string[] Names = ["count", "sum", "header", "text", "last"];

    /// <summary>Reads the part that comes next.</summary>
    /// <exception cref="ValueSyntaxException">None comes.</exception>
    public static AnswerPart Read(TextCursor cursor)
    {
        cursor.SkipSpaces();
        var start = cursor.Position;
        if (cursor.TryTake("$")) return new PathPart(Path(cursor, start)) { Source = cursor.Text[start..cursor.Position] };

        var name = cursor.Name();
        switch (name)
        {
            case "count" or "sum": return List(cursor, start, isSum: name == "sum");
            case "header" or "text":
                cursor.Position = start;
                return Text(cursor, isLast: false);
            case "last":
                cursor.Take("(");
                cursor.SkipSpaces();
                var inner = Text(cursor, isLast: true);
                cursor.Take(")");
                return inner;
        }

        throw new ValueSyntaxException("a path such as $.balance, count(…), sum(…), header(…), last(…) or text is expected here", start)
        {
            Hint = Suggestion.For(name, Names) is { } near ? $"Did you mean \"{near}\"?" : name.Length > 0 ? $"Did you mean \"$.{name}\"?" : null,
        };
    }

    /// <summary>Reads what stands in the brackets of <c>count</c> or <c>sum</c>.</summary>
    /// <exception cref="ValueSyntaxException">No path in brackets comes.</exception>
    public static ListPart List(TextCursor cursor, int start, bool isSum)
    {
        cursor.Take("(");
        cursor.SkipSpaces();
        var from = cursor.Position;
        cursor.Take("$");
        var path = Path(cursor, from);
        cursor.Take(")");
        return new ListPart(path, isSum) { Source = cursor.Text[start..cursor.Position] };
    }

    private static JsonPath Path(TextCursor cursor, int start) => JsonPathParser.ReadFrom(cursor, start);

    private static TextPart Text(TextCursor cursor, bool isLast)
    {
        var start = cursor.Position;
        var name = cursor.Name();
        if (name == "text") return new TextPart(null, isLast) { Source = name };
        if (name != "header") throw new ValueSyntaxException("header(NAME) or text is expected here", start);

        cursor.Take("(");
        cursor.SkipSpaces();
        var from = cursor.Position;
        while (char.IsAsciiLetterOrDigit(cursor.Current) || cursor.Current is '-' or '_' or '.') cursor.Position++;
        if (cursor.Position == from) throw cursor.Unexpected("the name of a header is expected here");
        var header = cursor.Text[from..cursor.Position];
        cursor.Take(")");
        return new TextPart(header, isLast) { Source = cursor.Text[start..cursor.Position] };
    }
}
