using Faultline.Experiments;

namespace Faultline.Tests.Experiments;

public sealed class ToldTextTests
{
    [Fact]
    public void A_text_cannot_pass_for_another_line() =>
        Assert.Equal("no order x␊error: all is lost␛[2J", ToldText.Line("no order x\nerror: all is lost\u001b[2J"));

    [Fact]
    public void A_long_text_is_cut_and_says_how_long_it_was()
    {
        var shown = ToldText.Line(new string('x', 2_000_000));

        Assert.Equal(new string('x', ToldText.LongestLine) + "… (2,000,000 characters)", shown);
        Assert.Equal(new string('x', ToldText.LongestLine), ToldText.Line(new string('x', ToldText.LongestLine)));
    }

    [Fact]
    public void A_secret_that_the_cut_would_halve_is_hidden()
    {
        Assert.Equal("at http://*… (40 characters)", ToldText.Line("at http://user:a-very-long-secret@shop/a", 11));
        Assert.Equal("http://***@shop", ToldText.Line($"http://user:{new string('s', 1998)}@shop", 1999));
    }

    [Fact]
    public void No_character_is_cut_in_two() => Assert.Equal("a… (5 characters)", ToldText.Line("a😀😀", 2));
}
