namespace Faultline.Workloads.Http.Values;

/// <summary><c>$.a.b</c>: the first match of a path.</summary>
internal sealed class PathPart(JsonPath path) : AnswerPart
{
    /// <inheritdoc/>
    public override long? Number(in AnswerView answer, int scale) => path.Number(answer.Body.Span, scale);

    /// <inheritdoc/>
    public override Value? Find(in AnswerView answer) => path.Find(answer.Body.Span);

    /// <inheritdoc/>
    public override bool? Equals(in AnswerView answer, Literal literal) => path.IsEqual(answer.Body.Span, literal);

    /// <inheritdoc/>
    public override string Explain(in AnswerView answer, int scale) => JsonExplanation.Of(path, answer.Body.Span, scale);
}
