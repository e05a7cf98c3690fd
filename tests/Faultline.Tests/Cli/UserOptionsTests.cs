using Faultline.Cli;
using Faultline.Cli.Shop.Commands;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Cli;

public class UserOptionsTests
{
    [Theory]
    [InlineData("1..5", 1, 5)]
    [InlineData("0.04..0.1", 0.04, 0.1)]
    [InlineData("0..0", 0, 0)]
    [InlineData("2..2.5", 2, 2.5)]
    [InlineData("1e1..2e1", 10, 20)]
    public void A_pause_is_two_numbers_of_seconds(string text, double shortest, double longest) =>
        Assert.Equal(((shortest, longest), null), UserOptions.ReadPause(text));

    [Theory]
    [InlineData("1")]
    [InlineData("1-5")]
    [InlineData("1...5")]
    [InlineData("0,5..1")]
    [InlineData("-1..5")]
    [InlineData("1..5s")]
    [InlineData("01..05")]
    [InlineData("1..5..9")]
    [InlineData("..5")]
    [InlineData("")]
    public void Anything_else_is_refused_as_it_was_written(string text) =>
        Assert.Equal($"--pause takes two numbers of seconds, such as 1..5 or 0.04..0.1, not \"{text}\"", UserOptions.ReadPause(text).Error);

    [Fact]
    public void The_shortest_pause_comes_first() => Assert.Equal("--pause 5..1: the shortest pause comes first", UserOptions.ReadPause("5..1").Error);

    [Theory]
    [InlineData("checkout=60,create=30,ask=10", 60, 30, 10)]
    [InlineData("ask=0,create=100", 0, 100, 0)]
    public void A_mix_is_whole_percent_and_what_is_not_named_is_not_done(string text, int checkout, int create, int ask) =>
        Assert.Equal((new ShopMix(checkout, create, ask), null), UserOptions.ReadMix(text));

    [Theory]
    [InlineData("checkout=60,create=30", "the shares of --mix must be 100 together, not 90")]
    [InlineData("checkout=60,create=30,ask=20", "the shares of --mix must be 100 together, not 110")]
    [InlineData("ask=100", "--mix has no checkouts: there would be nothing to judge")]
    [InlineData("checkouts=100", "--mix knows checkout, create, ask, not \"checkouts\". Did you mean \"checkout\"?")]
    [InlineData("checkout=50,checkout=50", "--mix names checkout twice")]
    [InlineData("checkout=99.5,ask=0.5", "--mix takes shares in whole percent, such as checkout=60,create=30,ask=10; \"checkout=99.5\" is none")]
    [InlineData("checkout=070,ask=30", "--mix takes shares in whole percent, such as checkout=60,create=30,ask=10; \"checkout=070\" is none")]
    [InlineData("checkout=100,", "--mix takes shares in whole percent, such as checkout=60,create=30,ask=10; \"\" is none")]
    public void A_wrong_mix_is_told(string text, string error) => Assert.Equal(error, UserOptions.ReadMix(text).Error);

    [Theory]
    [InlineData("stress")]
    [InlineData("test")]
    public void Both_commands_take_them_and_tell_what_is_wrong(string command)
    {
        Assert.Empty(CommandLine.Create().Parse([command, "--pause", "0.04..0.1", "--mix", "checkout=80,ask=20"]).Errors);
        Assert.Equal(2, CommandLine.Create().Parse([command, "--pause", "5", "--mix", "checkout=80"]).Errors.Count);
    }
}
