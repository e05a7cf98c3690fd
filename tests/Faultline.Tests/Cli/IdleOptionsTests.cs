using Faultline.Cli;

namespace Faultline.Tests.Cli;

public class IdleOptionsTests
{
    [Theory]
    [InlineData("--kill-at says when --kill-services are killed, and --kill-services is not given: nothing would be killed", "--kill-at", "5%")]
    [InlineData("--kill-at is of the consistency test, and --test-type stress leaves that out", "--test-type", "stress", "--kill-services", "a", "--kill-at", "before")]
    [InlineData("--concurrency is of the consistency test, and --test-type stress leaves that out", "--test-type", "stress", "--concurrency", "5")]
    public void What_would_have_no_effect_is_refused(string error, params string[] options) =>
        Assert.Equal([error], CommandLine.Create().Parse(["test", .. options]).Errors.Select(e => e.Message));

    [Theory]
    [InlineData("--kill-services", "a", "--kill-at", "5%")]
    [InlineData("--test-type", "consistency", "--kill-services", "a", "--kill-at", "before", "--concurrency", "5")]
    [InlineData("--test-type", "stress", "--kill-services", "a")]
    public void What_has_an_effect_is_taken(params string[] options) => Assert.Empty(CommandLine.Create().Parse(["test", .. options]).Errors);
}
