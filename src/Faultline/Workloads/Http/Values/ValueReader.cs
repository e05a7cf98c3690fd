namespace Faultline.Workloads.Http.Values;

/// <summary>
/// Finds a number in an answer: <c>$.balance</c>, <c>$.state == "settled"</c> (1 or 0), <c>count($.items)</c>,
/// <c>sum($.*.amount)</c>, <c>header(X-Total)</c>, <c>text</c> (the whole body is the number).
/// </summary>
internal sealed class ValueReader
{
    private readonly AnswerPart _part;
    private readonly Literal? _literal;
    private readonly bool _isNegated;
    private readonly int _scale;

    private ValueReader(string source, AnswerPart part, Literal? literal, bool isNegated, int scale) =>
        (Source, _part, _literal, _isNegated, _scale) = (source, part, literal, isNegated, scale);

    /// <summary>As it was written.</summary>
    public string Source { get; }

    /// <summary>Reads one.</summary>
    /// <param name="text">As written.</param>
    /// <param name="scale">Decimal places of the numbers in the answer, 0 to <see cref="DecimalText.MostPlaces"/>.</param>
    /// <exception cref="ValueSyntaxException">It is none.</exception>
    public static ValueReader Parse(string text, int scale = 0)
    {
        var cursor = new TextCursor(text);
        var part = AnswerPartParser.Read(cursor);
        var end = cursor.Position;
        cursor.SkipSpaces();
        var isNegated = cursor.TryTake("!=");
        if (isNegated || cursor.TryTake("=="))
        {
            var literal = Literal.Read(cursor);
            cursor.TakeEnd("the comparison");
            return new ValueReader(text, part, literal, isNegated, scale);
        }

        if (cursor.Current == '=') throw new ValueSyntaxException("a comparison is written == or !=", cursor.Position);

        cursor.Position = end;
        JsonPathParser.ExpectEnd(cursor, part.Source);
        return new ValueReader(text, part, null, false, scale);
    }

    /// <summary>The number, or null where the answer does not hold it.</summary>
    /// <param name="body">The answer's body.</param>
    /// <param name="header">Looks up a header of the answer; null where none were kept.</param>
    public long? Read(ReadOnlyMemory<byte> body, Func<string, string?>? header = null)
    {
        var answer = new AnswerView(body, header);
        if (_literal is null) return _part.Number(answer, _scale);
        return _part.Equals(answer, _literal) is { } isEqual ? isEqual != _isNegated ? 1 : 0 : null;
    }

    /// <summary>Why there is none, as half a sentence with what is there instead: <c>$.balance is not there. It has: id, amount</c>.</summary>
    /// <param name="body">The answer's body.</param>
    /// <param name="header">Looks up a header of the answer; null where none were kept.</param>
    public string Explain(ReadOnlyMemory<byte> body, Func<string, string?>? header = null) => _part.Explain(new AnswerView(body, header), _scale);
}
