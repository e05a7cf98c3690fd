using Faultline.Histories;

namespace Faultline.Tests.Histories;

public sealed class AnswerShapeTests
{
    [Theory]
    [InlineData("Requests error", "Requests error")]
    [InlineData("order 17 is paid", "order # is paid")]
    [InlineData("no stock of 3fa85f64-5717-4562-b3fc-2c963f66afa6.", "no stock of #.")]
    [InlineData("", "")]
    public void Words_with_digits_are_one_word(string text, string shape) => Assert.Equal(shape, AnswerShape.Of(text));
}
