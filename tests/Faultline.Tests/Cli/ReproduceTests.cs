using Faultline.Cli;
using Faultline.Cli.Runs;

namespace Faultline.Tests.Cli;

public sealed class ReproduceTests
{
    [Theory]
    [InlineData("stress --users 20", "faultline stress --users 20")]
    [InlineData("stress --urls http://user:secret@shop/urls.json", "faultline stress --urls 'http://***@shop/urls.json'")]
    [InlineData("stress --urls http://shop/urls.json?token=secret", "faultline stress --urls 'http://shop/urls.json?token=***'")]
    [InlineData("stress --urls it's", "faultline stress --urls 'it'\\''s'")]
    public void The_command_is_told_as_a_shell_takes_it_and_without_secrets(string words, string told) =>
        Assert.Equal(told, RunSession.Reproduce(CommandLine.Create().Parse(words.Split(' '))));
}
