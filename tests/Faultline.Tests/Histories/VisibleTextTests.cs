using Faultline.Histories;

namespace Faultline.Tests.Histories;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\u001b[2Jgone", "␛[2Jgone")]
    [InlineData("a\u0007b\u007fc\u009bd", "a␇b␡c\uFFFDd")]
    [InlineData("a\u202eb\u2066c\u061cd\u200fe", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe")]
    [InlineData("a\u200bb\u200dc\uFEFFd\u2060e\u00ADf", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf")]
    [InlineData("a\u2028b\u2029c", "a\uFFFDb\uFFFDc")]
    [InlineData("a\u3164b\u034Fc", "a\uFFFDb\uFFFDc")]
    [InlineData("a\U000E0041b\U000E0100c", "a\uFFFDb\uFFFDc")]
    [InlineData("größer 日本語 😀 ❤\uFE0F −≥…", "größer 日本語 😀 ❤\uFE0F −≥…")]
    public void What_is_not_seen_becomes_a_sign(string text, string shown)
    {
        Assert.Equal(shown, VisibleText.Of(text));
        Assert.Equal(shown, VisibleText.Line(text));
    }

    [Fact]
    public void What_is_no_character_becomes_a_sign() => Assert.Equal("a\uFFFDb\uFFFDc", VisibleText.Of("a\uD800b\uFFFEc"));

    [Fact]
    public void Line_ends_stay_in_a_text_and_become_signs_in_a_line()
    {
        Assert.Equal("a\nb\tc␍", VisibleText.Of("a\nb\tc\r"));
        Assert.Equal("a␊b\tc␍␊error: d", VisibleText.Line("a\nb\tc\r\nerror: d"));
    }

    [Fact]
    public void A_cut_text_says_how_long_it_was()
    {
        Assert.Equal("xxx… (1,200 characters)", VisibleText.Of(new string('x', 1200), 3));
        Assert.Equal("xxx… (1,200 characters)", VisibleText.Line(new string('x', 1200), 3));
        Assert.Equal("xxx", VisibleText.Of("xxx", 3));
    }
}
