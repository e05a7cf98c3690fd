namespace Faultline.Workloads.Http.Values;

/// <summary>
/// A whole number computed from variables and the answer: <c>-$cents</c>, <c>$.total_cost * 2</c>, <c>-$line.1</c>. Compiled once;
/// a call allocates nothing. Overflow and division by zero are told as <see cref="UnusableValueException"/>, never wrapped.
/// </summary>
internal sealed class Expression
{
    /// <summary>As it was written.</summary>
    public string Source => throw new NotImplementedException();

    /// <summary>Slots of the variables in it, each once.</summary>
    public IReadOnlyList<int> Slots => throw new NotImplementedException();

    /// <summary>Whether it looks into the answer (<c>$.</c>).</summary>
    public bool NeedsAnswer => throw new NotImplementedException();

    /// <summary>Reads one.</summary>
    /// <param name="text">As written.</param>
    /// <param name="variables">Variables.</param>
    /// <param name="element">Name that means the element of a list; null outside <c>each</c>.</param>
    /// <param name="scale">Decimal places of numbers in the answer, which come in the smallest unit.</param>
    /// <exception cref="ValueSyntaxException">It is none.</exception>
    public static Expression Parse(string text, VariableTable variables, string? element = null, int scale = 0) => throw new NotImplementedException();

    /// <summary>A fixed number.</summary>
    public static Expression Of(long number) => throw new NotImplementedException();

    /// <summary>Computes it.</summary>
    /// <exception cref="UnusableValueException">A value is missing or no number, or the result is out of range.</exception>
    public long Compute(Scope scope) => throw new NotImplementedException();
}
