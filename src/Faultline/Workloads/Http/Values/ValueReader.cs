namespace Faultline.Workloads.Http.Values;

/// <summary>
/// Finds a number in an answer: <c>$.balance</c>, <c>$.state == "settled"</c> (1 or 0), <c>count($.items)</c>,
/// <c>sum($.*.amount)</c>, <c>header(X-Total)</c>, <c>text</c> (the whole body is the number).
/// </summary>
internal abstract class ValueReader
{
    /// <summary>As it was written.</summary>
    public abstract string Source { get; }

    /// <summary>The number, or null where the answer does not hold it.</summary>
    public abstract long? Read(ReadOnlyMemory<byte> body);

    /// <summary>Why there is none, as half a sentence with what is there instead: <c>$.balance is not there. It has: id, amount</c>.</summary>
    public abstract string Explain(ReadOnlyMemory<byte> body);

    /// <summary>Reads one.</summary>
    /// <param name="text">As written.</param>
    /// <param name="scale">Decimal places of the numbers in the answer.</param>
    /// <exception cref="ValueSyntaxException">It is none.</exception>
    public static ValueReader Parse(string text, int scale = 0) => throw new NotImplementedException();
}

/// <summary>Takes a value out of an ok answer into a variable: <c>order: $.order_id</c>, <c>where: header(Location)</c>.</summary>
internal sealed class Capture
{
    /// <summary>Slot of the variable.</summary>
    public int Slot => throw new NotImplementedException();

    /// <summary>As it was written.</summary>
    public string Source => throw new NotImplementedException();

    /// <summary>Reads one.</summary>
    /// <exception cref="ValueSyntaxException">It is none.</exception>
    public static Capture Parse(string name, string text, VariableTable variables) => throw new NotImplementedException();

    /// <summary>The value, a number where JSON has a whole one; null where the answer does not hold it.</summary>
    /// <param name="body">The answer's body.</param>
    /// <param name="header">Looks up a header of the answer; null where there is none.</param>
    public Value? Read(ReadOnlyMemory<byte> body, Func<string, string?> header) => throw new NotImplementedException();
}
