using System.Net;
using System.Net.Sockets;
using Faultline.Histories;
using Faultline.Load.Http;

namespace Faultline.Tests.Load.Http;

public sealed class HttpConnectionTests
{
    [Fact]
    public async Task A_connection_that_was_reset_before_the_first_byte_is_failed_and_nothing_was_sent()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var socket = await ConnectAsync(listener);
        using (var accepted = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken))
            accepted.LingerState = new LingerOption(enable: true, 0);
        Assert.True(socket.Poll(TimeSpan.FromSeconds(30), SelectMode.SelectRead));
        using var pool = new ConnectionPool(new ConnectionBudget(10));
        using var connection = new HttpConnection(socket, null, pool, new RequestLines(new Uri("http://127.0.0.1/")), new AnswerMemory(), TimeProvider.System);
        pool.TryAdd(connection);

        var answer = await connection.ExchangeAsync(
            HttpRequest.Of(HttpVerb.Post, "/orders/checkout/1"), long.MaxValue, Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);

        Assert.Equal((Outcome.Failed, false, "connection reset before sending"), (answer.Outcome, answer.Sent, answer.Failure));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_is_closed_when_the_server_has_closed_it_and_not_when_it_has_spoken(bool speaks)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var pool = new ConnectionPool(new ConnectionBudget(10));
        var socket = await ConnectAsync(listener);
        using var connection = new HttpConnection(socket, null, pool, new RequestLines(new Uri("http://127.0.0.1/")), new AnswerMemory(), TimeProvider.System);
        using var accepted = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        Assert.False(connection.IsClosed());

        if (speaks) await accepted.SendAsync("HTTP/1.1 408 "u8.ToArray(), TestContext.Current.CancellationToken);
        else accepted.Close();

        Assert.True(socket.Poll(TimeSpan.FromSeconds(30), SelectMode.SelectRead));
        Assert.Equal(!speaks, connection.IsClosed());
    }

    private static async Task<Socket> ConnectAsync(TcpListener listener)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(listener.LocalEndpoint, TestContext.Current.CancellationToken);
        return socket;
    }
}
