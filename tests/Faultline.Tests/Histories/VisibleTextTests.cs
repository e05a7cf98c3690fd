using Faultline.Histories;

namespace Faultline.Tests.Histories;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\u001b[2Jgone", "␛[2Jgone")]
    [InlineData("a\u202eb", "a\uFFFDb")]
    public void What_is_not_seen_becomes_a_sign(string text, string shown) => Assert.Equal(shown, VisibleText.Of(text));

    [Fact]
    public void A_cut_text_says_how_long_it_was() => Assert.Equal("xxx… (1,200 characters)", VisibleText.Of(new string('x', 1200), 3));
}
