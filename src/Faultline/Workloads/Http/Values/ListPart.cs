using System.Globalization;

namespace Faultline.Workloads.Http.Values;

/// <summary>
/// <c>count($.items)</c> and <c>sum($.items.*.amount)</c>: how many elements a list or map has, or a path with <c>*</c> matches; and what
/// they come to. An empty list counts and sums to 0; where there is no list, there is no number.
/// </summary>
internal sealed class ListPart(JsonPath path, bool isSum) : AnswerPart
{
    private readonly JsonPath _elements = path.Elements();

    /// <inheritdoc/>
    public override long? Number(in AnswerView answer, int scale)
    {
        if (isSum)
        {
            var sum = new Summed(scale);
            return JsonWalk.Run(answer.Body.Span, _elements.Segments, ref sum) == WalkEnd.Found ? sum.Sum : null;
        }

        var count = new Counted();
        return JsonWalk.Run(answer.Body.Span, _elements.Segments, ref count) == WalkEnd.Found ? count.Count : null;
    }

    /// <inheritdoc/>
    public override Value? Find(in AnswerView answer) => Number(answer, 0) is { } number ? Value.Of(number) : null;

    /// <inheritdoc/>
    public override bool? Equals(in AnswerView answer, Literal literal) => Number(answer, 0) is { } number ? literal.Equals(number) : null;

    /// <inheritdoc/>
    public override string Explain(in AnswerView answer, int scale)
    {
        var count = new Counted();
        var end = JsonWalk.Run(answer.Body.Span, _elements.Segments, ref count);
        if (end == WalkEnd.Found && isSum)
            return string.Create(CultureInfo.InvariantCulture, $"one of the {count.Count} matches of {path.Source} is no number, or their sum is out of range");
        return end == WalkEnd.Missing && path.Text(answer.Body.Span) is not null
            ? $"{path.Source} is no list"
            : JsonExplanation.Of(path, answer.Body.Span, scale);
    }
}
