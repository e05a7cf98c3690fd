using Faultline.Histories;
using Faultline.Recovery;

namespace Faultline.Tests.Recovery;

public sealed class AnswerClassTests
{
    [Theory]
    [InlineData(Outcome.Failed, 400, true)]
    [InlineData(Outcome.Failed, 0, false)]
    [InlineData(Outcome.Unknown, 408, false)]
    [InlineData(Outcome.Unknown, 502, false)]
    public void Only_an_answer_that_leaves_nothing_in_doubt_can_be_a_refusal(Outcome outcome, int status, bool refusal) =>
        Assert.Equal(refusal, new AnswerClass("checkout", outcome, status, "").CanBeRefusal);
}
