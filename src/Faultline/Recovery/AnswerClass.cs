using Faultline.Histories;

namespace Faultline.Recovery;

/// <summary>
/// Answers that are not ok and mean the same: of one kind of operation, outcome, status and text, where words with a
/// digit in them (ids, amounts, times) count as one word.
/// </summary>
internal readonly record struct AnswerClass(string Kind, Outcome Outcome, int Status, string Text)
{
    /// <summary>
    /// Whether it can be the system's considered no: an answer with a 4xx that leaves nothing in doubt. Everything
    /// else that is not ok (5xx, reset, time-out, no connection) is a service that does not serve.
    /// </summary>
    public bool CanBeRefusal => Outcome == Outcome.Failed && Status is >= 400 and < 500;

    /// <summary>The class of an operation that did not end ok.</summary>
    public static AnswerClass Of(Operation operation) =>
        new(operation.Kind, operation.Outcome, operation.Status, AnswerShape.Of(operation.Answer));
}
