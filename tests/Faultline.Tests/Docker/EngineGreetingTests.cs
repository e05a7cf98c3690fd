using System.Net.Sockets;
using Faultline.Docker;
using Faultline.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Docker;

public sealed class EngineGreetingTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly FakeTimeProvider _time = new();

    public EngineGreetingTests()
    {
        _listener.Bind(new UnixDomainSocketEndPoint(_folder["engine.sock"]));
        _listener.Listen();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _listener.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_first_byte_of_an_answer_is_enough()
    {
        var greeting = GreetAsync();
        using var engine = await AcceptedAsync();
        await engine.SendAsync("H"u8.ToArray(), Token);

        await greeting;
    }

    [Fact]
    public async Task Silence_after_the_question_is_told_once_its_time_is_over()
    {
        var greeting = GreetAsync();
        using var engine = await AcceptedAsync();
        while (!greeting.IsCompleted)
        {
            _time.Advance(EngineGreeting.Limit);
            await Task.Yield();
        }

        await Assert.ThrowsAsync<TimeoutException>(() => greeting);
    }

    [Fact]
    public async Task A_connection_that_is_closed_is_left_to_whoever_asks_next()
    {
        var greeting = GreetAsync();
        (await AcceptedAsync()).Dispose();

        await greeting;
    }

    private Task GreetAsync() => EngineGreeting.AwaitAsync(new Uri($"unix://{_folder["engine.sock"]}"), null, _time, Token);

    private async Task<Socket> AcceptedAsync()
    {
        var engine = await _listener.AcceptAsync(Token);
        var question = new byte[1024];
        var length = await engine.ReceiveAsync(question, Token);
        Assert.StartsWith("GET /_ping HTTP/1.1\r\n", System.Text.Encoding.ASCII.GetString(question, 0, length), StringComparison.Ordinal);
        return engine;
    }
}
