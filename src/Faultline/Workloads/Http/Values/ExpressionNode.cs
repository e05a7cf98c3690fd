using System.Text;

namespace Faultline.Workloads.Http.Values;

/// <summary>A part of an expression, computed in 64 bits, exactly.</summary>
internal abstract class ExpressionNode
{
    /// <summary>Computes it; allocates nothing.</summary>
    /// <exception cref="OverflowException">It is out of range.</exception>
    /// <exception cref="DivideByZeroException">It divides by zero.</exception>
    /// <exception cref="UnusableValueException">A value is missing, or no number.</exception>
    public abstract long Compute(Scope scope);
}

/// <summary>A fixed number.</summary>
internal sealed class NumberNode(long number) : ExpressionNode
{
    /// <inheritdoc/>
    public override long Compute(Scope scope) => number;
}

/// <summary>A variable; a text is a number where it is written as a whole one.</summary>
internal sealed class VariableNode(string name, int slot) : ExpressionNode
{
    private const int LongestNumber = 64;
    private const int LongestShown = 40;

    /// <inheritdoc/>
    public override long Compute(Scope scope)
    {
        ref readonly var value = ref scope[slot];
        if (value.IsNumber) return value.Number;
        return value.Text is null ? throw new UnusableValueException($"${name} has no value yet.") : Number(value.Text);
    }

    private long Number(string text)
    {
        Span<byte> bytes = stackalloc byte[LongestNumber];
        if (Encoding.UTF8.TryGetBytes(text, bytes, out var length) && DecimalText.Read(bytes[..length], 0) is { } number) return number;

        var shown = text.Length <= LongestShown ? text : text[..LongestShown] + "…";
        throw new UnusableValueException($"${name} is \"{shown}\", which is no whole number of 64 bits.");
    }
}

/// <summary>A number that is taken from the answer, or from the element of a list.</summary>
internal sealed class AnswerNode(AnswerPart part, bool isOfElement, int scale) : ExpressionNode
{
    /// <inheritdoc/>
    public override long Compute(Scope scope)
    {
        var answer = new AnswerView(isOfElement ? scope.Element : scope.Answer);
        return part.Number(answer, scale) ?? throw new UnusableValueException($"{part.Source} cannot be used: {part.Explain(answer, scale)}.");
    }
}

/// <summary>The number with its sign turned.</summary>
internal sealed class NegatedNode(ExpressionNode inner) : ExpressionNode
{
    /// <inheritdoc/>
    public override long Compute(Scope scope) => checked(-inner.Compute(scope));
}

/// <summary>The number without its sign.</summary>
internal sealed class AbsoluteNode(ExpressionNode inner) : ExpressionNode
{
    /// <inheritdoc/>
    public override long Compute(Scope scope) => Math.Abs(inner.Compute(scope));
}

/// <summary>What is done with two numbers.</summary>
internal enum Operator
{
    /// <summary>+</summary>
    Add,

    /// <summary>-</summary>
    Subtract,

    /// <summary>*</summary>
    Multiply,

    /// <summary>/, rounded towards zero.</summary>
    Divide,

    /// <summary>%, with the sign of the dividend.</summary>
    Remainder,

    /// <summary>min(a, b)</summary>
    Least,

    /// <summary>max(a, b)</summary>
    Most,

    /// <summary>==, 1 or 0.</summary>
    Equal,

    /// <summary>!=, 1 or 0.</summary>
    NotEqual,

    /// <summary>Less, 1 or 0.</summary>
    Less,

    /// <summary>Less or equal, 1 or 0.</summary>
    AtMost,

    /// <summary>Greater, 1 or 0.</summary>
    Greater,

    /// <summary>Greater or equal, 1 or 0.</summary>
    AtLeast,
}

/// <summary>Two numbers, and what is done with them.</summary>
internal sealed class PairNode(Operator operation, ExpressionNode left, ExpressionNode right) : ExpressionNode
{
    /// <inheritdoc/>
    public override long Compute(Scope scope)
    {
        var (a, b) = (left.Compute(scope), right.Compute(scope));
        return checked(operation switch
        {
            Operator.Add => a + b,
            Operator.Subtract => a - b,
            Operator.Multiply => a * b,
            Operator.Divide => a / b,
            Operator.Remainder => b == -1 ? 0 : a % b,
            Operator.Least => Math.Min(a, b),
            Operator.Most => Math.Max(a, b),
            Operator.Equal => a == b ? 1 : 0,
            Operator.NotEqual => a != b ? 1 : 0,
            Operator.Less => a < b ? 1 : 0,
            Operator.AtMost => a <= b ? 1 : 0,
            Operator.Greater => a > b ? 1 : 0,
            Operator.AtLeast => a >= b ? 1 : 0,
        });
    }
}
