using Faultline.Histories;
using Faultline.Load.Http;

namespace Faultline.Tests.Load.Http;

public sealed class OutcomeRuleTests
{
    [Theory]
    [InlineData(200, Outcome.Ok)]
    [InlineData(202, Outcome.Ok)]
    [InlineData(299, Outcome.Ok)]
    [InlineData(301, Outcome.Unknown)]
    [InlineData(400, Outcome.Failed)]
    [InlineData(408, Outcome.Unknown)]
    [InlineData(429, Outcome.Failed)]
    [InlineData(499, Outcome.Failed)]
    [InlineData(500, Outcome.Unknown)]
    [InlineData(999, Outcome.Unknown)]
    [InlineData(0, Outcome.Unknown)]
    [InlineData(1000, Outcome.Unknown)]
    [InlineData(-1, Outcome.Unknown)]
    public void The_usual_rule_trusts_refusals_and_nothing_else(int status, Outcome outcome) =>
        Assert.Equal(outcome, OutcomeRule.Usual.Of(status, default));

    [Fact]
    public void A_rule_can_trust_some_refusals_only()
    {
        var rule = OutcomeRule.Usual.With(Outcome.Unknown, Enumerable.Range(400, 100)).With(Outcome.Failed, 409, 422);

        Assert.Equal(
            [Outcome.Failed, Outcome.Failed, Outcome.Unknown, Outcome.Ok],
            new[] { 409, 422, 400, 200 }.Select(status => rule.Of(status, default)));
        Assert.Equal(Outcome.Failed, OutcomeRule.Usual.Of(400, default));
    }

    [Theory]
    [InlineData(400, "{\"error\":\"DB error\"}", Outcome.Unknown)]
    [InlineData(400, "{\"error\":\"db error\"}", Outcome.Failed)]
    [InlineData(400, "no such order", Outcome.Failed)]
    [InlineData(409, "späte Antwort", Outcome.Unknown)]
    [InlineData(200, "DB error", Outcome.Ok)]
    [InlineData(500, "no", Outcome.Unknown)]
    public void A_refusal_that_holds_a_text_proves_nothing(int status, string body, Outcome outcome)
    {
        var rule = OutcomeRule.Usual.WithUnknownIf("DB error").WithUnknownIf("späte");

        Assert.Equal(outcome, rule.Of(status, System.Text.Encoding.UTF8.GetBytes(body)));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(199)]
    [InlineData(1000)]
    public void A_status_that_is_no_answer_has_no_outcome(int status) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OutcomeRule.Usual.With(Outcome.Ok, status));

    [Fact]
    public void A_text_that_every_answer_holds_is_refused() =>
        Assert.Throws<ArgumentException>(() => OutcomeRule.Usual.WithUnknownIf(""));
}
