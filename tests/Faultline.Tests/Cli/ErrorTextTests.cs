using Faultline.Cli;
using Faultline.Configuration;
using Faultline.Experiments;
using Faultline.Hosting;

namespace Faultline.Tests.Cli;

public sealed class ErrorTextTests
{
    [Fact]
    public void A_configuration_error_tells_what_where_and_what_next()
    {
        var (code, text) = Written(new ConfigurationException(new ConfigurationError(
            "unknown service \"x\"", "kill.json", 14, 18, "  \"services\": [\"x\"]", "Did you mean \"y\"?")));

        Assert.Equal(64, code);
        Assert.Equal(
            ["error: unknown service \"x\"", "  kill.json:14:18   \"services\": [\"x\"]", "  Did you mean \"y\"?"],
            text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void All_errors_are_told() =>
        Assert.Equal(2, Written(new ConfigurationException([new ConfigurationError("a"), new ConfigurationError("b")])).Text.Split("error: ").Length - 1);

    [Fact]
    public void What_is_not_available_is_69_and_what_is_our_fault_70()
    {
        Assert.Equal(69, Written(new HostUnavailableException("no engine", "start it")).Code);
        Assert.Equal(69, Written(new TargetUnavailableException("no answer")).Code);
        Assert.Equal(70, Written(new InvalidOperationException("oops")).Code);
    }

    [Fact]
    public void What_the_machine_could_not_give_is_no_fault_of_the_tool()
    {
        var (code, text) = Written(new IOException("No space left on device : '/x/journal.jsonl'", 28));

        Assert.Equal(69, code);
        Assert.StartsWith("error: no space left on device: '/x/journal.jsonl'", text, StringComparison.Ordinal);
        Assert.Contains("  Next: make room", text, StringComparison.Ordinal);
        Assert.DoesNotContain("fault of the tool", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stack_trace_is_told_only_when_asked_for()
    {
        var thrown = Record.Exception(Fail)!;

        Assert.DoesNotContain("   at ", Written(thrown).Text, StringComparison.Ordinal);
        Assert.Contains("   at ", Written(thrown, verbose: true).Text, StringComparison.Ordinal);
    }

    private static void Fail() => throw new InvalidOperationException("oops");

    private static (int Code, string Text) Written(Exception exception, bool verbose = false)
    {
        using var writer = new StringWriter();
        return (ErrorText.Write(exception, writer, verbose), writer.ToString());
    }
}
