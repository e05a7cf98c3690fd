using System.Globalization;
using Faultline.Configuration;

namespace Faultline.Workloads.Http.Values;

/// <summary>Reads an expression by recursive descent: comparison, sum, product, sign, single value.</summary>
internal sealed class ExpressionParser(string text, VariableTable variables, string? element, int scale)
{
    // Computing goes as deep as the longest chain of operators, so that both are bounds of the stack.
    private const int Longest = 1000;
    private const int DeepestNesting = 50;

    private static readonly string[] Functions = ["min", "max", "abs", "count", "sum"];

    private static readonly (string Text, Operator Operator)[] Comparisons =
    [
        ("==", Operator.Equal), ("!=", Operator.NotEqual), ("<=", Operator.AtMost), (">=", Operator.AtLeast), ("<", Operator.Less), (">", Operator.Greater),
    ];

    private static readonly (string Text, Operator Operator)[] Signs = [("+", Operator.Add), ("-", Operator.Subtract)];

    private static readonly (string Text, Operator Operator)[] Factors =
        [("*", Operator.Multiply), ("/", Operator.Divide), ("%", Operator.Remainder)];

    private readonly TextCursor _cursor = new(text);
    private readonly List<VariableUse> _uses = [];
    private bool _needsAnswer;
    private int _depth;

    /// <summary>Reads it.</summary>
    /// <exception cref="ValueSyntaxException">It is none.</exception>
    public Expression Parse()
    {
        if (_cursor.Text.Length > Longest) throw new ValueSyntaxException($"an amount is at most 1,000 characters long", Longest);

        var root = Comparison();
        _cursor.TakeEnd("the amount");
        return new Expression(_cursor.Text, root, [.. _uses], _needsAnswer);
    }

    private ExpressionNode Comparison()
    {
        var left = Chain(Signs, Product);
        return TryTake(Comparisons, out var operation) ? new PairNode(operation, left, Chain(Signs, Product)) : left;
    }

    private ExpressionNode Product() => Chain(Factors, Signed);

    private ExpressionNode Chain((string Text, Operator Operator)[] operators, Func<ExpressionNode> next)
    {
        var left = next();
        while (TryTake(operators, out var operation)) left = new PairNode(operation, left, next());
        return left;
    }

    private ExpressionNode Signed()
    {
        _cursor.SkipSpaces();
        if (_cursor.Current is not ('+' or '-')) return Single();

        // The least number has no positive twin, so that its sign is read with it.
        var isNegative = _cursor.Current == '-';
        if (isNegative && char.IsAsciiDigit(_cursor.Peek(1))) return Number();

        _cursor.Position++;
        var inner = Nested(Signed);
        return isNegative ? new NegatedNode(inner) : inner;
    }

    private ExpressionNode Single()
    {
        var start = _cursor.Position;
        if (char.IsAsciiDigit(_cursor.Current)) return Number();
        if (_cursor.TryTake("(")) return Closed(Nested(Comparison));
        if (_cursor.TryTake("$")) return Dollar(start);

        var name = _cursor.Name();
        switch (name)
        {
            case "":
                throw _cursor.Unexpected("a number, a variable such as $cents, a path such as $.total or a bracket is expected here");
            case "abs":
                _cursor.Take("(");
                return Closed(new AbsoluteNode(Nested(Comparison)));
            case "min" or "max":
                return LeastOrMost(name == "min" ? Operator.Least : Operator.Most);
            case "count" or "sum":
                _needsAnswer = true;
                return new AnswerNode(AnswerPartParser.List(_cursor, start, name == "sum"), isOfElement: false, scale);
        }

        throw new ValueSyntaxException($"\"{name}\" is unknown here", start)
        {
            Hint = variables.Find(name) >= 0 ? $"A variable is written ${name}."
                : Suggestion.For(name, Functions) is { } near ? $"Did you mean \"{near}\"?"
                : "There are min, max, abs, count and sum; a variable is written $name.",
        };
    }

    private PairNode LeastOrMost(Operator operation)
    {
        _cursor.Take("(");
        var left = Nested(Comparison);
        _cursor.Take(",");
        var pair = new PairNode(operation, left, Nested(Comparison));
        while (_cursor.TryTake(",")) pair = new PairNode(operation, pair, Nested(Comparison));
        Closed(pair);
        return pair;
    }

    private ExpressionNode Closed(ExpressionNode inner)
    {
        _cursor.Take(")");
        return inner;
    }

    private ExpressionNode Dollar(int start)
    {
        if (_cursor.Current is '.' or '[')
        {
            _needsAnswer = true;
            return Answer(start, isOfElement: false);
        }

        var name = _cursor.Name();
        if (name.Length == 0) throw new ValueSyntaxException("a name is expected after the dollar sign", start);
        if (name == "env") throw new ValueSyntaxException("an amount cannot be taken from the environment", start);
        if (name == element) return Answer(start, isOfElement: true);

        var slot = variables.SlotOf(name);
        _uses.Add(new VariableUse(slot, start));
        return new VariableNode(name, slot);
    }

    private AnswerNode Answer(int start, bool isOfElement)
    {
        var path = JsonPathParser.ReadFrom(_cursor, start);
        if (path.IsRoot && !isOfElement) throw _cursor.Unexpected("a path such as $.total is expected here");
        return new AnswerNode(new PathPart(path) { Source = path.Source }, isOfElement, scale);
    }

    private NumberNode Number()
    {
        var start = _cursor.Position;
        _cursor.TryTake("-");
        _cursor.Digits();
        var number = _cursor.Text[start.._cursor.Position];
        if (_cursor.Current == '.')
            throw new ValueSyntaxException("an amount is a whole number of the smallest unit", start) { Hint = "12.30 with a scale of 2 is written 1230." };
        return long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? new NumberNode(value)
            : throw new ValueSyntaxException($"{number} is out of the range of 64 bits", start);
    }

    private bool TryTake((string Text, Operator Operator)[] operators, out Operator operation)
    {
        _cursor.SkipSpaces();
        foreach (var (name, value) in operators)
        {
            if (!_cursor.TryTake(name)) continue;
            operation = value;
            return true;
        }

        operation = default;
        return false;
    }

    private ExpressionNode Nested(Func<ExpressionNode> read)
    {
        if (++_depth > DeepestNesting) throw new ValueSyntaxException($"brackets and signs are nested deeper than {DeepestNesting}", _cursor.Position);
        var inner = read();
        _depth--;
        return inner;
    }
}
