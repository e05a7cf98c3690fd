using System.Text;
using Faultline.Histories;

namespace Faultline.Tests.Histories;

public sealed class AnswerTextsTests
{
    private readonly AnswerTexts _texts = new();

    [Fact]
    public void Equal_answers_are_one_text() =>
        Assert.Same(_texts.Of("out of stock"u8), _texts.Of("out of stock"u8));

    [Theory]
    [InlineData("a")]
    [InlineData("ä")]
    [InlineData("☂")]
    [InlineData("😀")]
    public void Long_answers_are_cut_between_characters(string character)
    {
        var text = _texts.Of(Encoding.UTF8.GetBytes("x" + string.Concat(Enumerable.Repeat(character, 2_000))));

        Assert.InRange(Encoding.UTF8.GetByteCount(text), AnswerTexts.LongestBytes - 3, AnswerTexts.LongestBytes);
        Assert.DoesNotContain('\uFFFD', text);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_told_all_the_same() => Assert.NotEmpty(_texts.Of([0xFF, 0xFE, 0x80]));

    [Fact]
    public void Texts_that_all_differ_do_not_fill_the_memory()
    {
        for (var i = 0; i < 30_000; i++) Assert.Equal($"error {i}", _texts.Of($"error {i}"));

        Assert.NotSame(_texts.Of("error 29999"u8), _texts.Of("error 29999"u8));
    }
}
