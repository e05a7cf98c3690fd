using Faultline.Histories;
using Faultline.Recovery;

namespace Faultline.Tests.Recovery;

public sealed class AnswerClassTests
{
    [Theory]
    [InlineData("Requests error", "Requests error")]
    [InlineData("order 17 is paid", "order # is paid")]
    [InlineData("no stock of 3fa85f64-5717-4562-b3fc-2c963f66afa6.", "no stock of #.")]
    [InlineData("", "")]
    public void Words_with_digits_are_one_word(string text, string shape) => Assert.Equal(shape, AnswerClass.Shape(text));

    [Theory]
    [InlineData(Outcome.Failed, 400, true)]
    [InlineData(Outcome.Failed, 0, false)]
    [InlineData(Outcome.Unknown, 408, false)]
    [InlineData(Outcome.Unknown, 502, false)]
    public void Only_an_answer_that_leaves_nothing_in_doubt_can_be_a_refusal(Outcome outcome, int status, bool refusal) =>
        Assert.Equal(refusal, new AnswerClass("checkout", outcome, status, "").CanBeRefusal);
}
