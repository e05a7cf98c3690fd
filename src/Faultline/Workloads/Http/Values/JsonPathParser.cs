using System.Globalization;
using System.Text;

namespace Faultline.Workloads.Http.Values;

/// <summary>
/// Reads paths: a name, a number or <c>*</c> after a dot, and <c>[0]</c>, <c>[*]</c>, <c>['any name']</c>. A subset of JSONPath (RFC 9535),
/// with <c>.0</c> beside <c>[0]</c>.
/// </summary>
internal static class JsonPathParser
{
    private const int MostSegments = 32;

    /// <summary>Reads a text that is a path and nothing else.</summary>
    /// <exception cref="ValueSyntaxException">It is none.</exception>
    public static JsonPath Read(string text)
    {
        var cursor = new TextCursor(text);
        cursor.SkipSpaces();
        if (!cursor.TryTake("$")) throw cursor.Unexpected("a path begins with $");

        var path = ReadFrom(cursor, cursor.Position - 1);
        ExpectEnd(cursor, path.Source);
        return path;
    }

    /// <summary>Says what may have been meant where a path is followed by something else.</summary>
    /// <exception cref="ValueSyntaxException">Something follows.</exception>
    public static void ExpectEnd(TextCursor cursor, string path)
    {
        var end = cursor.Position;
        cursor.SkipSpaces();
        if (cursor.AtEnd) return;
        if (cursor.Position > end || cursor.Current is not ('-' or '.' or '[' or '$')) throw cursor.Unexpected($"nothing is expected after {path}");

        throw new ValueSyntaxException($"a path cannot go on with \"{cursor.Current}\" here", cursor.Position)
        {
            Hint = "A name with other signs than letters, digits and _ is written $['a-b'].",
        };
    }

    /// <summary>Reads the segments that come next; what is no segment is left.</summary>
    /// <param name="cursor">Stands behind the dollar sign, or behind the name before it.</param>
    /// <param name="start">Where the path begins.</param>
    /// <exception cref="ValueSyntaxException">A segment that was begun is none.</exception>
    public static JsonPath ReadFrom(TextCursor cursor, int start)
    {
        var segments = new List<PathSegment>();
        while (TryReadSegment(cursor, out var segment))
        {
            segments.Add(segment);
            if (segments.Count > MostSegments) throw new ValueSyntaxException($"a path has at most {MostSegments} steps", start);
        }

        return new JsonPath(cursor.Text[start..cursor.Position], [.. segments]);
    }

    private static bool TryReadSegment(TextCursor cursor, out PathSegment segment)
    {
        segment = default;
        if (cursor.Current == '[')
        {
            segment = Bracket(cursor);
            return true;
        }

        // A dot that no step follows ends a sentence, not the path.
        var next = cursor.Peek(1);
        if (cursor.Current != '.' || !(next == '*' || char.IsAsciiDigit(next) || IsNameStart(next))) return false;

        cursor.Position++;
        if (cursor.TryTake("*"))
        {
            segment = PathSegment.All;
            return true;
        }

        var start = cursor.Position;
        while (IsNameStart(cursor.Current) || char.IsAsciiDigit(cursor.Current)) cursor.Position++;
        var name = cursor.Text[start..cursor.Position];
        segment = new PathSegment(Encoding.UTF8.GetBytes(name), name.All(char.IsAsciiDigit) ? Index(name, start) : -1, false);
        return true;
    }

    private static PathSegment Bracket(TextCursor cursor)
    {
        var start = cursor.Position++;
        PathSegment segment;
        if (cursor.TryTake("*")) segment = PathSegment.All;
        else if (cursor.Current is '\'' or '"') segment = new PathSegment(Encoding.UTF8.GetBytes(cursor.Quoted()), -1, false);
        else if (cursor.Digits() is { Length: > 0 } digits) segment = new PathSegment(null, Index(digits, start), false);
        else throw cursor.Unexpected("an index, * or a name in quotes is expected after [");

        return cursor.TryTake("]") ? segment : throw cursor.Unexpected("] is expected");
    }

    private static int Index(string digits, int start) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : throw new ValueSyntaxException($"{digits} is too large for an index", start);

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_' || c >= '\u0080';
}
