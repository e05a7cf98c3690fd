using System.Net;
using System.Net.Sockets;
using Faultline.IntegrationTests.Cli;

namespace Faultline.IntegrationTests.Docker;

/// <summary>How the engine's address is read, and that no proxy stands between the tool and this machine.</summary>
public sealed class EngineAddressTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_host_and_a_port_without_a_scheme_is_an_engine_and_no_proxy_is_asked_for_it()
    {
        var (engine, port) = await StubEngine.StartOnPortAsync();
        await using var _ = engine;
        engine.AddShop("shop", 0);

        foreach (var host in new[] { "127.0.0.1", "localhost" })
        {
            var list = await Tool(("DOCKER_HOST", $"{host}:{port}"), ("HTTP_PROXY", "http://127.0.0.1:9"), ("ALL_PROXY", "http://127.0.0.1:9")).RunAsync("services", "list");

            Assert.True(list.ExitCode == 0, list.ToString());
            Assert.Contains("order-service", list.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_proxy_that_refuses_is_told_as_such()
    {
        // Of the addresses that are for documents, none leads anywhere (RFC 5737).
        var list = await Tool(("DOCKER_HOST", "192.0.2.1:2375"), ("HTTP_PROXY", "http://me:secret@127.0.0.1:9")).RunAsync("services", "list");

        Assert.True(list.ExitCode == 69, list.ToString());
        Assert.Contains("cannot reach Docker at tcp://192.0.2.1:2375/ through the proxy http://127.0.0.1:9 (", list.Error, StringComparison.Ordinal);
        Assert.Contains("Next: NO_PROXY=192.0.2.1", list.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", list.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_answers_for_the_engine_is_told_as_such()
    {
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var port = ((IPEndPoint)proxy.LocalEndpoint).Port;
        using var stop = new CancellationTokenSource();
        var serving = ForbidAsync(proxy, stop.Token);

        var list = await Tool(("DOCKER_HOST", "192.0.2.1:2375"), ("HTTP_PROXY", $"http://127.0.0.1:{port}")).RunAsync("services", "list");

        Assert.True(list.ExitCode == 69, list.ToString());
        Assert.Contains($"through the proxy http://127.0.0.1:{port} (it answered 403)", list.Error, StringComparison.Ordinal);
        await stop.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task An_address_that_is_none_is_told_with_its_variable()
    {
        var list = await Tool(("DOCKER_HOST", "engine:port")).RunAsync("services", "list");

        Assert.True(list.ExitCode == 69, list.ToString());
        Assert.Contains("DOCKER_HOST is no address of an engine: \"engine:port\"", list.Error, StringComparison.Ordinal);
    }

    private Tool Tool(params (string Name, string Value)[] environment) =>
        new(_folder.Path, _folder.Path) { Environment = environment.ToDictionary(v => v.Name, v => v.Value) };

    private static async Task ForbidAsync(TcpListener listener, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(stop);
                await client.GetStream().ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, stop);
                await client.GetStream().WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno"u8.ToArray(), stop);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // The tool hangs up as it likes.
            }
        }
    }
}
