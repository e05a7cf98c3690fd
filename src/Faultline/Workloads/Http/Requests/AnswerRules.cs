using Faultline.Histories;
using Faultline.Load.Http;
using Faultline.Workloads.Http.Model;

namespace Faultline.Workloads.Http.Requests;

/// <summary>What the answers to an operation mean, by the words of the model.</summary>
internal static class AnswerRules
{
    private const int TooManyRequests = 429;

    private static readonly int[] Refusals = [.. Enumerable.Range(400, 100)];

    /// <summary>The rule. Where the model names refusals, no other status is one.</summary>
    public static OutcomeRule Of(AnswerSpec spec)
    {
        // A limiter in front of the system says nothing of what an attempt before it did; nor does it always come first.
        var rule = spec.Refused is { } refused
            ? OutcomeRule.Usual.With(Outcome.Unknown, Refusals).With(Outcome.Failed, refused)
            : OutcomeRule.Usual.With(Outcome.Unknown, TooManyRequests);
        return spec.UnknownIf.Aggregate(rule, (sofar, text) => sofar.WithUnknownIf(text));
    }
}
