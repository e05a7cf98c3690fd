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

    [Theory]
    [InlineData("<!doctype html>\n<h1 class=\"e17\">Bad Request</h1><p>order 4 is paid</p>", "Bad Request order # is paid")]
    [InlineData("stock < 3", "stock < #")]
    [InlineData("cut off <div cla", "cut off")]
    public void Tags_and_blanks_are_one_blank(string text, string shape) => Assert.Equal(shape, AnswerShape.Of(text));

    [Fact]
    public void Long_texts_that_differ_only_in_where_they_were_cut_are_one() =>
        Assert.Equal(AnswerShape.Of(new string('x', 340)), AnswerShape.Of(new string('x', 341)));
}
