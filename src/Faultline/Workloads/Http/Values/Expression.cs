namespace Faultline.Workloads.Http.Values;

/// <summary>
/// A whole number computed from variables and the answer: <c>-$cents</c>, <c>$.total_cost * 2</c>, <c>-$line.1</c>. Compiled once;
/// a call allocates nothing. Overflow and division by zero are told as <see cref="UnusableValueException"/>, never wrapped.
/// </summary>
/// <remarks>
/// <c>+ - * / %</c> (division rounds towards zero), comparisons that give 1 or 0, brackets, <c>min</c>, <c>max</c>, <c>abs</c>, and
/// <c>count</c> and <c>sum</c> of the answer.
/// </remarks>
internal sealed class Expression
{
    private readonly ExpressionNode _root;

    /// <param name="source">As it was written.</param>
    /// <param name="root">What computes it.</param>
    /// <param name="uses">The variables in it.</param>
    /// <param name="needsAnswer">Whether it looks into the answer.</param>
    internal Expression(string source, ExpressionNode root, VariableUse[] uses, bool needsAnswer)
    {
        (Source, _root, Uses, NeedsAnswer) = (source, root, uses, needsAnswer);
        Slots = [.. uses.Select(u => u.Slot).Distinct()];
    }

    /// <summary>As it was written.</summary>
    public string Source { get; }

    /// <summary>Slots of the variables in it, each once.</summary>
    public IReadOnlyList<int> Slots { get; }

    /// <summary>Each place where a variable stands.</summary>
    public IReadOnlyList<VariableUse> Uses { get; }

    /// <summary>Whether it looks into the answer (<c>$.</c>).</summary>
    public bool NeedsAnswer { get; }

    /// <summary>Reads one.</summary>
    /// <param name="text">As written.</param>
    /// <param name="variables">Variables; new names get a slot.</param>
    /// <param name="element">Name that means the element of a list; null outside <c>each</c>.</param>
    /// <param name="scale">
    /// Decimal places of numbers in the answer, which come in the smallest unit. Variables and numbers of the text are in it already.
    /// </param>
    /// <exception cref="ValueSyntaxException">It is none.</exception>
    public static Expression Parse(string text, VariableTable variables, string? element = null, int scale = 0) =>
        new ExpressionParser(text, variables, element, scale).Parse();

    /// <summary>A fixed number.</summary>
    public static Expression Of(long number) =>
        new(number.ToString(System.Globalization.CultureInfo.InvariantCulture), new NumberNode(number), [], needsAnswer: false);

    /// <summary>Computes it.</summary>
    /// <exception cref="UnusableValueException">A value is missing or no number, or the result is out of range.</exception>
    public long Compute(Scope scope)
    {
        try
        {
            return _root.Compute(scope);
        }
        catch (OverflowException)
        {
            throw new UnusableValueException($"{Source} is out of the range of 64 bits.");
        }
        catch (DivideByZeroException)
        {
            throw new UnusableValueException($"{Source} divides by zero.");
        }
    }
}
