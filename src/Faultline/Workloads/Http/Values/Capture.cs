namespace Faultline.Workloads.Http.Values;

/// <summary>
/// Takes a value out of an ok answer into a variable: <c>order: $.order_id</c>, <c>where: header(Location)</c>,
/// <c>id: last(header(Location))</c>.
/// </summary>
internal sealed class Capture
{
    private readonly AnswerPart _part;

    private Capture(int slot, string source, AnswerPart part) => (Slot, Source, _part) = (slot, source, part);

    /// <summary>Slot of the variable.</summary>
    public int Slot { get; }

    /// <summary>As it was written.</summary>
    public string Source { get; }

    /// <summary>Reads one.</summary>
    /// <exception cref="ValueSyntaxException">It is none.</exception>
    public static Capture Parse(string name, string text, VariableTable variables)
    {
        var cursor = new TextCursor(text);
        var part = AnswerPartParser.Read(cursor);
        JsonPathParser.ExpectEnd(cursor, part.Source);
        return new Capture(variables.SlotOf(name), text, part);
    }

    /// <summary>The value, a number where JSON has a whole one; null where the answer does not hold it.</summary>
    /// <param name="body">The answer's body.</param>
    /// <param name="header">Looks up a header of the answer; it gives null where there is none. Null where none were kept.</param>
    public Value? Read(ReadOnlyMemory<byte> body, Func<string, string?>? header = null) => _part.Find(new AnswerView(body, header));

    /// <summary>Why there is none, as half a sentence with what is there instead.</summary>
    /// <param name="body">The answer's body.</param>
    /// <param name="header">Looks up a header of the answer; null where none were kept.</param>
    public string Explain(ReadOnlyMemory<byte> body, Func<string, string?>? header = null) => _part.Explain(new AnswerView(body, header), 0);
}
