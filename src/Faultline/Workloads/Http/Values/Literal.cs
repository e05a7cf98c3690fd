using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Faultline.Workloads.Http.Values;

/// <summary>What a value is compared with: a text in quotes, a number, true, false or null.</summary>
internal sealed class Literal
{
    private readonly JsonTokenType _type;
    private readonly string _text;
    private readonly byte[] _utf8;
    private readonly long _number;
    private readonly int _scale;

    private Literal(JsonTokenType type, string text, long number = 0, int scale = 0) =>
        (_type, _text, _utf8, _number, _scale) = (type, text, Encoding.UTF8.GetBytes(text), number, scale);

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => _type == JsonTokenType.Number;

    /// <summary>Reads one.</summary>
    /// <exception cref="ValueSyntaxException">None comes next.</exception>
    public static Literal Read(TextCursor cursor)
    {
        cursor.SkipSpaces();
        if (cursor.Current is '"' or '\'') return new Literal(JsonTokenType.String, cursor.Quoted());

        var start = cursor.Position;
        if (cursor.Current is '-' or (>= '0' and <= '9')) return ReadNumber(cursor);

        var name = cursor.Name();
        switch (name)
        {
            case "true": return new Literal(JsonTokenType.True, name);
            case "false": return new Literal(JsonTokenType.False, name);
            case "null": return new Literal(JsonTokenType.Null, name);
        }

        cursor.Position = start;
        var e = cursor.Unexpected("a text in quotes, a number, true, false or null is expected here");
        throw name.Length == 0 ? e : new ValueSyntaxException(e.Message, start) { Hint = $"A text stands in quotes: \"{name}\"" };
    }

    /// <summary>Whether the token under a reader is the same: texts letter by letter, numbers by their exact value, also in quotes.</summary>
    public bool Equals(ref Utf8JsonReader reader) => _type switch
    {
        JsonTokenType.String => reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(_utf8),
        JsonTokenType.Number => JsonScalar.Number(ref reader, _scale) == _number,
        _ => reader.TokenType == _type,
    };

    /// <summary>Whether a text that is no JSON is the same.</summary>
    public bool Equals(string text) => IsNumber ? DecimalText.Read(Encoding.UTF8.GetBytes(text), _scale) == _number : text == _text;

    /// <summary>Whether a whole number is the same.</summary>
    public bool Equals(long number)
    {
        Int128 scaled = number;
        for (var i = 0; i < _scale; i++) scaled *= 10;
        return IsNumber && scaled == _number;
    }

    private static Literal ReadNumber(TextCursor cursor)
    {
        var start = cursor.Position;
        cursor.TryTake("-");
        cursor.Digits();
        var places = cursor.TryTake(".") ? cursor.Digits().Length : 0;
        var text = cursor.Text[start..cursor.Position];
        var number = places <= DecimalText.MostPlaces ? DecimalText.Read(Encoding.UTF8.GetBytes(text), places) : null;
        return number is { } exact
            ? new Literal(JsonTokenType.Number, text, exact, places)
            : throw new ValueSyntaxException(string.Create(CultureInfo.InvariantCulture, $"\"{text}\" is no number of 64 bits"), start);
    }
}
