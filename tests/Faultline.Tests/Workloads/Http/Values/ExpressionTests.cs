using System.Numerics;
using CsCheck;
using Faultline.Workloads.Http.Values;

namespace Faultline.Tests.Workloads.Http.Values;

public sealed class ExpressionTests
{
    private readonly VariableTable _variables = new();

    [Theory]
    [InlineData("-$cents", -5L)]
    [InlineData("+$cents", 5L)]
    [InlineData("+1", 1L)]
    [InlineData("$.total * 2", 2460L)]
    [InlineData("-$line.1", -300L)]
    [InlineData("$line.1*$line[1]", 90_000L)]
    [InlineData("1 + 2 * 3 - 4 / 2", 5L)]
    [InlineData("(1 + 2) * -3", -9L)]
    [InlineData("7 - 2 - 1", 4L)]
    [InlineData("-7 / 2", -3L)]
    [InlineData("-7 % 2", -1L)]
    [InlineData("- - 3", 3L)]
    [InlineData("2--3", 5L)]
    [InlineData("min(3, $cents, 4)", 3L)]
    [InlineData("max(3, $cents)", 5L)]
    [InlineData("abs(-$cents)", 5L)]
    [InlineData("($cents > 3) * 10 + ($cents <= 3)", 10L)]
    [InlineData("$cents == 5", 1L)]
    [InlineData("$cents != 5", 0L)]
    [InlineData("$cents >= 5", 1L)]
    [InlineData("$cents < 5", 0L)]
    [InlineData("$text + 1", 18L)]
    [InlineData("count($.items)", 2L)]
    [InlineData("sum($.items)", 300L)]
    [InlineData("9007199254740993", 9007199254740993L)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("-9223372036854775808 % -1", 0L)]
    public void It_is_computed_exactly(string source, long result) => Assert.Equal(result, Compute(source));

    [Theory]
    [InlineData("$cents / 0", "$cents / 0 divides by zero.")]
    [InlineData("1 % ($cents - 5)", "1 % ($cents - 5) divides by zero.")]
    [InlineData("9223372036854775807 + $cents", "9223372036854775807 + $cents is out of the range of 64 bits.")]
    [InlineData("-9223372036854775807 - $cents", "-9223372036854775807 - $cents is out of the range of 64 bits.")]
    [InlineData("4611686018427387904 * 2", "4611686018427387904 * 2 is out of the range of 64 bits.")]
    [InlineData("-(-9223372036854775808)", "-(-9223372036854775808) is out of the range of 64 bits.")]
    [InlineData("abs(-9223372036854775808)", "abs(-9223372036854775808) is out of the range of 64 bits.")]
    [InlineData("-9223372036854775808 / -1", "-9223372036854775808 / -1 is out of the range of 64 bits.")]
    [InlineData("$word", "$word is \"abc\", which is no whole number of 64 bits.")]
    [InlineData("$nothing", "$nothing has no value yet.")]
    [InlineData("$.gone", "$.gone cannot be used: $.gone is not there. It has: total, items.")]
    [InlineData("$line.7", "$line.7 cannot be used: $line.7 is not there. It is [\"i1\",3].")]
    public void What_cannot_be_computed_is_told_and_never_wrapped(string source, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<UnusableValueException>(() => Compute(source)).Message);

    [Theory]
    [InlineData("", 0, null)]
    [InlineData("1 +", 3, null)]
    [InlineData("(1", 2, null)]
    [InlineData("1)", 1, null)]
    [InlineData("$", 0, null)]
    [InlineData("1 $cents", 2, null)]
    [InlineData("12.30", 0, "12.30 with a scale of 2 is written 1230.")]
    [InlineData("9223372036854775808", 0, null)]
    [InlineData("cents", 0, "A variable is written $cents.")]
    [InlineData("2 * mni(1, 2)", 4, "Did you mean \"min\"?")]
    [InlineData("min(1)", 5, null)]
    [InlineData("$env.TOKEN", 0, null)]
    [InlineData("1 < 2 < 3", 6, null)]
    [InlineData("$. + 1", 1, null)]
    public void What_is_no_expression_is_told_with_its_place(string source, int index, string? hint)
    {
        _variables.SlotOf("cents");
        var e = Assert.Throws<ValueSyntaxException>(() => Parse(source));

        Assert.Equal((index, hint), (e.Index, e.Hint));
    }

    [Fact]
    public void Depth_and_length_are_bounded()
    {
        Assert.Throws<ValueSyntaxException>(() => Parse(new string('(', 900)));
        Assert.Throws<ValueSyntaxException>(() => Parse(new string('-', 900) + "1"));
        Assert.Throws<ValueSyntaxException>(() => Parse(new string('1', 1001)));
        Assert.Equal(499, Compute("1" + string.Concat(Enumerable.Repeat("+1", 498))));
    }

    [Fact]
    public void What_it_needs_is_listed()
    {
        var expression = Parse("$a + $b*$a + $.x");

        Assert.Equal([_variables.Find("a"), _variables.Find("b")], expression.Slots);
        Assert.Equal([0, 5, 8], expression.Uses.Select(u => u.Index));
        Assert.True(expression.NeedsAnswer);
        Assert.False(Parse("$line.1").NeedsAnswer);
        Assert.Equal("-3", Expression.Of(-3).Source);
        Assert.Equal(-3, Expression.Of(-3).Compute(new Scope(0)));
    }

    [Fact]
    public void It_agrees_with_arithmetic_without_bounds() => Tree(4).Sample(tree =>
    {
        BigInteger? expected = tree.Value is { } value && value >= long.MinValue && value <= long.MaxValue ? value : null;
        if (!tree.IsInRange) expected = null;
        BigInteger? actual;
        try
        {
            actual = Parse(tree.Text).Compute(new Scope(0));
        }
        catch (UnusableValueException)
        {
            actual = null;
        }

        Assert.Equal(expected, actual);
    }, iter: 5_000);

    [Fact]
    public void It_is_computed_without_allocating()
    {
        var (expression, scope) = (Parse("-$cents * 2 + $.total"), Filled());
        expression.Compute(scope);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) expression.Compute(scope);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private long Compute(string source) => Parse(source).Compute(Filled());

    private Expression Parse(string source) => Expression.Parse(source, _variables, element: "line", scale: 2);

    private Scope Filled()
    {
        foreach (var name in new[] { "cents", "text", "word", "nothing" }) _variables.SlotOf(name);
        var scope = new Scope(_variables.Names.Count)
        {
            Answer = "{\"total\":\"12.30\",\"items\":[1,2]}"u8.ToArray(),
            Element = "[\"i1\",3]"u8.ToArray(),
        };
        scope[_variables.Find("cents")] = Value.Of(5);
        scope[_variables.Find("text")] = Value.Of("17");
        scope[_variables.Find("word")] = Value.Of("abc");
        return scope;
    }

    private sealed record Computed(string Text, BigInteger? Value, bool IsInRange);

    private static Gen<Computed> Tree(int depth)
    {
        var number = Gen.OneOf(Gen.Long, Gen.Long[-9, 9]).Select(n => new Computed($"{n}", n, true));
        if (depth == 0) return number;
        var inner = Tree(depth - 1);
        return Gen.OneOf(number, Gen.Select(inner, inner, Gen.Int[0, 5]).Select((a, b, operation) => Join(a, b, operation)));
    }

    private static Computed Join(Computed a, Computed b, int operation)
    {
        var text = operation == 5 ? $"-({a.Text})" : $"({a.Text}) {"+-*/%"[operation]} ({b.Text})";
        var isInRange = a.IsInRange && (b.IsInRange || operation == 5);
        if (!isInRange || (operation is 3 or 4 && b.Value == 0)) return new Computed(text, null, false);
        BigInteger? value = operation switch
        {
            0 => a.Value + b.Value,
            1 => a.Value - b.Value,
            2 => a.Value * b.Value,
            3 => BigInteger.Divide(a.Value!.Value, b.Value!.Value),
            4 => BigInteger.Remainder(a.Value!.Value, b.Value!.Value),
            _ => -a.Value,
        };
        return new Computed(text, value, value >= long.MinValue && value <= long.MaxValue);
    }
}
