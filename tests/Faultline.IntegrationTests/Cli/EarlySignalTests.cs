using System.Net;
using System.Net.Sockets;

namespace Faultline.IntegrationTests.Cli;

/// <summary>A signal that comes while a command still asks what there is, here an engine that takes its time.</summary>
public sealed class EarlySignalTests
{
    [Theory]
    [InlineData(Tool.Sigint, 130)]
    [InlineData(Tool.Sigterm, 143)]
    public async Task Ends_a_restart_with_the_signals_exit_code_and_is_no_fault_of_the_tool(int signal, int exitCode)
    {
        using var folder = new TemporaryFolder();
        using var engine = new TcpListener(IPAddress.Loopback, 0);
        engine.Start();
        var tool = new Tool(folder.Path, folder.Path) { Docker = new Uri($"tcp://{engine.LocalEndpoint}") };

        await using var restart = tool.Start("services", "restart", "order-service-1");
        // It asks, so it listens to signals by now; it is not answered.
        using var asked = await engine.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        restart.Signal(signal);
        var result = await restart.EndAsync();

        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.DoesNotContain("fault of the tool", result.Error, StringComparison.Ordinal);
    }
}
